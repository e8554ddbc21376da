package dev.talaria.engine.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.approval.Effect;
import dev.talaria.api.approval.Effects;
import dev.talaria.api.tool.ToolCall;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShellCommandEffectsTest {
    private final ShellCommandEffects shell = new ShellCommandEffects("/home/u");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            echo hi                     |
            ls                          | READ file:local:/w
            ls -R src                   | READ file:local:/w/src/
            cat a "b c"                 | READ file:local:/w/a, READ file:local:/w/b c
            cat src/*.java              | READ file:local:/w/src/, READ file:local:/w/src/*.java
            cat ~/x                     | READ file:local:/home/u/x
            cd src && cat x             | READ file:local:/w/src/x
            cd src; cat x               | READ file:local:/w/src/x, READ file:local:/w/x
            (cd src); cat x             | READ file:local:/w/x
            cd a || cd b && cat x       | READ file:local:/w/a/x, READ file:local:/w/b/x
            x=a; cat $x/b               | READ file:local:/w/a/b
            x='a b'; cat $x             | READ file:local:/w/a, READ file:local:/w/b
            x='a b'; cat "$x"           | READ file:local:/w/a b
            (x=a; true); cat "$x"       | EXECUTE UNPARSABLE sandbox:local, READ UNPARSABLE *
            for i in a b; do cat $i; done | READ file:local:/w/a, READ file:local:/w/b
            x=a; for i in 1 2; do cat $x; x=b; done | READ file:local:/w/a, READ file:local:/w/b
            cat {a,b}.txt               | READ file:local:/w/a.txt, READ file:local:/w/b.txt
            cat <x >y                   | READ file:local:/w/x, WRITE file:local:/w/y
            cat x 2>&1 >/dev/null       | READ file:local:/w/x
            curl -o f https://h.example/x | NETWORK net:h.example:443, WRITE file:local:/w/f
            ./x.sh a                    | EXECUTE WORKSPACE_CODE sandbox:local, READ WORKSPACE_CODE file:local:/w/x.sh
            python3 -c 1                | EXECUTE sandbox:local
            rm -rf a                    | WRITE DESTRUCTIVE file:local:/w/a/
            cp a b                      | READ file:local:/w/a, WRITE file:local:/w/b
            cat /proc/self/environ      | READ file:local:/proc/self/environ
            """)
    void effects(String command, String expected) {
        assertThat(shown(of("local", command, Map.of()))).isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void thePartIsTheSimpleCommandWithItsQuotesResolved() {
        assertThat(of("local", "echo hi && c'a't \"x\"", Map.of()).list())
                .extracting(Effect::part)
                .containsExactly("cat x");
    }

    @Test
    void theDirectoryOfTheCallCounts() {
        assertThat(shown(of("local", "cat x", Map.of("workdir", "sub")))).isEqualTo("READ file:local:/w/sub/x");
        assertThat(shown(of("local", "cat x", Map.of("workdir", "/etc")))).isEqualTo("READ file:local:/etc/x");
        assertThat(shown(of("local", "cat x", Map.of("workdir", "~")))).isEqualTo("READ UNPARSABLE *");
    }

    @Test
    void otherSandboxesHaveAnotherHome() {
        assertThat(shown(of("box", "cat ~/x", Map.of()))).isEqualTo("READ file:box:/root/x");
    }

    @Test
    void onlyReadingIsIdempotent() {
        assertThat(of("local", "cat x | wc -l", Map.of()).idempotent()).isTrue();
        assertThat(of("local", "cat x > y", Map.of()).idempotent()).isFalse();
        assertThat(of("local", "cat $x", Map.of()).idempotent()).isFalse();
    }

    @Test
    void withoutACommandNothingIsKnown() {
        ToolCall call = new ToolCall("1", "terminal", Map.of(), "", "/w", "/w", "local");
        assertThat(shown(shell.of(call))).isEqualTo("EXECUTE UNPARSABLE sandbox:local");
    }

    private Effects of(String sandbox, String command, Map<String, Object> more) {
        Map<String, Object> arguments = new LinkedHashMap<>(more);
        arguments.put("command", command);
        return shell.of(new ToolCall("1", "terminal", arguments, "", "/w", "/w", sandbox));
    }

    private static String shown(Effects effects) {
        return effects.list().stream().map(Effect::toString).sorted().collect(Collectors.joining(", "));
    }
}
