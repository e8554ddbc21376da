package dev.talaria.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import org.apache.felix.service.command.Process;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.Terminal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScreenTest {
    @Test
    void aTerminalSaysHowWideItIs() {
        assertThat(Screen.columns(session(terminal(132)), process(true))).isEqualTo(132);
        assertThat(Screen.columns(session(terminal(132)), null)).isEqualTo(132);
    }

    @Test
    void oneThatDoesNotIsTakenFor80() {
        assertThat(Screen.columns(session(terminal(0)), process(true))).isEqualTo(80);
        assertThat(Screen.columns(session(terminal(-1)), process(true))).isEqualTo(80);
    }

    @Test
    void nothingIsCutInAPipeAndForAScript() {
        assertThat(Screen.columns(session(terminal(80)), process(false))).isEqualTo(Screen.ENDLESS);
        assertThat(Screen.columns(session(null), process(true))).isEqualTo(Screen.ENDLESS);
        assertThat(Screen.columns(null)).isEqualTo(Screen.ENDLESS);
    }

    private static Session session(@Nullable Terminal terminal) {
        return answering(Session.class, terminal);
    }

    private static Terminal terminal(int width) {
        return answering(Terminal.class, width);
    }

    /** @param toTerminal whether its standard output goes there */
    private static Process process(boolean toTerminal) {
        return (Process) Proxy.newProxyInstance(
                ScreenTest.class.getClassLoader(), new Class<?>[] {Process.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("isTty");
                    assertThat(arguments).containsExactly(1);
                    return toTerminal;
                });
    }

    /** One that is asked for one thing only. */
    private static <T> T answering(Class<T> type, @Nullable Object answer) {
        return type.cast(Proxy.newProxyInstance(
                ScreenTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isIn("getTerminal", "getWidth");
                    return answer;
                }));
    }
}
