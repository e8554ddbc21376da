package dev.talaria.testkit.modal;

import dev.talaria.testkit.env.RequiresBackend;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/** For tests with a {@link FakeModal}. */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@Tag("modal")
@RequiresBackend(Namespaces.class)
public @interface RequiresNamespaces {}
