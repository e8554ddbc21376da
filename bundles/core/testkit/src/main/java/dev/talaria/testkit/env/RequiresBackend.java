package dev.talaria.testkit.env;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Skips the tests, with a line on the console, where the backend is missing; fails them there if
 * {@code TALARIA_REQUIRE} names it. They carry its name as a tag. Each backend has an annotation that says both:
 *
 * <pre>{@code
 * @Tag("llama")
 * @RequiresBackend(LlamaBackend.class)
 * public @interface RequiresLlama {}
 * }</pre>
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@ExtendWith(RequiredBackends.class)
public @interface RequiresBackend {
    Class<? extends Backend> value();
}
