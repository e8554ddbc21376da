package dev.talaria.tool.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What an argument is when the model leaves it out. For text, numbers, booleans and enums. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {
    /** As the model would write it: {@code 180}, {@code true}, {@code append}, some text. */
    String value();
}
