package dev.talaria.shell.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShellForClientTest {
    @Test
    void oneWordIsALine() {
        assertThat(ShellForClient.line(List.of("tool:list | grep read"))).isEqualTo("tool:list | grep read");
    }

    @Test
    void ofSeveralEachStaysAWord() {
        assertThat(ShellForClient.line(List.of("sandbox:exec", "docker/web", "id; echo \"$HOME\" \\ `x`")))
                .isEqualTo("sandbox:exec docker/web \"id; echo \\\"\\$HOME\\\" \\\\ \\`x\\`\"");
        assertThat(ShellForClient.line(List.of("tool:list", "|", "grep", "a b")))
                .isEqualTo("tool:list | grep \"a b\"");
        assertThat(ShellForClient.line(List.of("tool:call", "x", ""))).isEqualTo("tool:call x \"\"");
    }
}
