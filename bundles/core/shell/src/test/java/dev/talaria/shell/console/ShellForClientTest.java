package dev.talaria.shell.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShellForClientTest {
    private final Map<String, String> variables = new HashMap<>();

    private String line(String... words) {
        return ShellForClient.line(List.of(words), variables::put);
    }

    @Test
    void oneWordIsALine() {
        assertThat(line("tool:list | grep read")).isEqualTo("tool:list | grep read");
    }

    @Test
    void ofSeveralEachStaysAWord() {
        assertThat(line("sandbox:exec", "docker/web", "id; echo '$HOME' \\n"))
                .isEqualTo("sandbox:exec docker/web $word2");
        assertThat(variables).containsExactly(Map.entry("word2", "id; echo '$HOME' \\n"));
        assertThat(line("tool:call", "x", "")).isEqualTo("tool:call x $word2");
    }

    @Test
    void whatStandsBetweenCommandsDoes() {
        assertThat(line("tool:list", "|", "grep", "read")).isEqualTo("tool:list | grep read");
    }
}
