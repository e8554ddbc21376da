package dev.talaria.sandbox.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.api.sandbox.SandboxSpec;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OptionsTest {
    private static final Map<String, Object> CONFIGURED = Map.of(
            "image",
            "debian:12",
            "binds",
            new String[] {"/a:/a", ""},
            "network",
            true,
            "memory",
            512L,
            "cpus",
            1.5,
            "service.pid",
            "dev.talaria.sandbox.docker");

    @Test
    void theSpecIsOverTheConfiguration() {
        Options options = options(Map.of("image", " alpine:3 ", "binds", "/b:/b, /c:/c", "network", "false"));
        assertThat(options.text("image")).isEqualTo("alpine:3");
        assertThat(options.list("binds")).containsExactly("/b:/b", "/c:/c");
        assertThat(options.flag("network")).isFalse();
        assertThat(options.number("memory")).isEqualTo(512);
        assertThat(options.decimal("cpus")).isEqualTo(1.5);
        assertThat(options(Map.of()).list("binds")).containsExactly("/a:/a");
    }

    @Test
    void anUnknownOptionIsNamedWithTheKnownOnes() {
        assertThatThrownBy(() -> options(Map.of("imgae", "x")))
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining("The sandbox web: knows no option 'imgae'")
                .satisfies(e -> assertThat(((SandboxException) e).remedy())
                        .contains("binds, cpus, image, memory, network")
                        .doesNotContain("service.pid"));
    }

    private @interface NoKeys {}

    @interface Keys {
        String image() default "debian:12";

        String[] binds() default {};
    }

    @Test
    void defaultsThatNobodyConfiguredAreThere() {
        SandboxSpec spec = new SandboxSpec("web", "docker", true, Map.of("binds", "/c:/c"));
        Options options = new Options(Keys.class, Map.of("image", "alpine:3"), spec);
        assertThat(options.text("image")).isEqualTo("alpine:3");
        assertThat(options.list("binds")).containsExactly("/c:/c");
        assertThat(new Options(Keys.class, Map.of(), new SandboxSpec("web", "docker")).list("binds"))
                .isEmpty();
    }

    @Test
    void aValueOfNoUseIsNamed() {
        Options options = options(Map.of("network", "perhaps", "memory", "-1", "cpus", "many"));
        assertThatThrownBy(() -> options.flag("network")).hasMessageContaining("network = 'perhaps'");
        assertThatThrownBy(() -> options.number("memory")).hasMessageContaining("memory = '-1'");
        assertThatThrownBy(() -> options.decimal("cpus")).hasMessageContaining("cpus = 'many'");
    }

    private static Options options(Map<String, String> wishes) {
        return new Options(NoKeys.class, CONFIGURED, new SandboxSpec("web", "docker", true, wishes));
    }
}
