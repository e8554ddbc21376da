package dev.talaria.testkit.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.sandbox.Command;
import dev.talaria.api.sandbox.ExitStatus;
import dev.talaria.api.sandbox.RunningCommand;
import dev.talaria.spi.sandbox.Sandbox;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a shell that goes on keeps from command to command, in every sandbox. */
@Timeout(120)
public abstract class ShellContract {
    private static final Duration LONG = Duration.ofSeconds(50);

    private Sandbox sandbox;

    protected abstract Sandbox open() throws Exception;

    /** The same sandbox again, as after a restart of Talaria. */
    protected abstract Sandbox reopen() throws Exception;

    protected abstract String directory();

    protected void dispose(Sandbox used) throws Exception {
        used.close();
    }

    @BeforeEach
    void openSandbox() throws Exception {
        sandbox = open();
    }

    @AfterEach
    void disposeOfSandbox() throws Exception {
        dispose(sandbox);
    }

    private record Said(ExitStatus status, String text, RunningCommand command) {}

    private Said say(String shell, String cwd, String script) throws InterruptedException {
        Recorder recorder = new Recorder();
        RunningCommand running =
                sandbox.start(new Command(script, cwd, LONG).inShell(shell), recorder, new CancellationSource());
        ExitStatus status = running.await();
        return new Said(status, recorder.text(), running);
    }

    private String text(String script) throws InterruptedException {
        return say("one", "", script).text();
    }

    private void begin() throws InterruptedException {
        say("one", directory(), "true");
    }

    @Test
    void theDirectoryIsKept() throws Exception {
        say("one", directory(), "mkdir -p 'with space/x'; cd 'with space'");
        assertThat(text("pwd")).isEqualTo(directory() + "/with space\n");
        Said moved = say("one", "", "cd x");
        assertThat(moved.command().directory()).contains(directory() + "/with space/x");
        assertThat(say("one", directory(), "pwd").text()).isEqualTo(directory() + "\n");
    }

    @Test
    void aShellThatIsOnlyReadStaysAsItWas() throws Exception {
        begin();
        text("export GREETING=hello");
        Recorder recorder = new Recorder();
        RunningCommand reading = sandbox.start(
                new Command("echo $GREETING; export GREETING=other; ls() { echo mine; }; mkdir -p x; cd x", "", LONG)
                        .inShell("one", false),
                recorder,
                new CancellationSource());
        assertThat(reading.await().code()).isZero();
        assertThat(recorder.text()).isEqualTo("hello\n");
        assertThat(reading.directory()).contains(directory() + "/x");
        assertThat(text("echo $GREETING; type -t ls; pwd")).isEqualTo("hello\nfile\n" + directory() + "\n");
    }

    @Test
    void exportsFunctionsAndAliasesAreKept() throws Exception {
        begin();
        text("export GREETING=$'it\\'s\\n\"two\" lines $x'; greet() { echo \"<$GREETING>\"; }; alias hi='greet'");
        assertThat(text("greet; hi")).isEqualTo("<it's\n\"two\" lines $x>\n".repeat(2));
        text("unset GREETING; unalias hi; unset -f greet");
        assertThat(text("echo \"[$GREETING]\"; type greet hi 2>/dev/null")).isEqualTo("[]\n");
    }

    @Test
    void plainVariablesAndOptionsAreNot() throws Exception {
        begin();
        text("plain=1; set -eu; shopt -s extglob");
        assertThat(text("echo \"[${plain-}]\"; false; echo still")).isEqualTo("[]\nstill\n");
    }

    @Test
    void aCommandThatEndsItsShellChangesNothing() throws Exception {
        begin();
        Said ended = say("one", "", "cd /; export LOST=1; exit 3");
        assertThat(ended.status()).isEqualTo(new ExitStatus(3, ExitStatus.Reason.EXITED));
        assertThat(ended.command().directory()).isEmpty();
        assertThat(text("pwd; echo \"[$LOST]\"")).isEqualTo(directory() + "\n[]\n");
    }

    @Test
    void aCommandThatIsKilledChangesNothing() throws Exception {
        begin();
        RunningCommand running = sandbox.start(
                new Command("cd /; export LOST=1; sleep 300", "", Duration.ofSeconds(1)).inShell("one"),
                new Recorder(),
                new CancellationSource());
        assertThat(running.await().reason()).isEqualTo(ExitStatus.Reason.TIMED_OUT);
        assertThat(text("pwd; echo \"[$LOST]\"")).isEqualTo(directory() + "\n[]\n");
    }

    @Test
    void shellsDoNotMix() throws Exception {
        begin();
        text("export WHOSE=one");
        assertThat(say("two", directory(), "echo \"[$WHOSE]\"").text()).isEqualTo("[]\n");
        assertThat(say("", directory(), "echo \"[$WHOSE]\"").text()).isEqualTo("[]\n");
        assertThat(text("echo $WHOSE")).isEqualTo("one\n");
    }

    @Test
    void theCodeIsTheCommandsOwn() throws Exception {
        begin();
        assertThat(say("one", "", "false").status().code()).isEqualTo(1);
        assertThat(say("one", "", "(exit 42)").status().code()).isEqualTo(42);
        assertThat(say("one", "", "nonsense-command").status().code()).isEqualTo(127);
        assertThat(say("one", "/no/such/place", "true").status().code()).isEqualTo(126);
    }

    @Test
    void aDirectoryThatIsGoneDoesNotEndTheShell() throws Exception {
        begin();
        text("export KEPT=1; mkdir gone; cd gone; rmdir ../gone");
        assertThat(text("echo \"[$KEPT]\"")).isEqualTo("[1]\n");
    }

    @Test
    void exoticContentIsKeptAsData() throws Exception {
        begin();
        text(
                "export A='$(touch hacked)' B='`touch hacked`' C=$'\\n export D=1\\n'; f() { cat <<'X'\n$(touch hacked)\nX\n}");
        assertThat(text("f; ls; echo \"[$D]$A\"")).isEqualTo("$(touch hacked)\n[]$(touch hacked)\n");
    }

    @Test
    void itOutlivesARestart() throws Exception {
        begin();
        text("export KEPT=1; mkdir -p sub; cd sub");
        sandbox.close();
        sandbox = reopen();
        assertThat(text("echo $KEPT; pwd")).isEqualTo("1\n" + directory() + "/sub\n");
    }

    @Test
    void namesThatAreNoneAreRefused() {
        assertThatThrownBy(() -> say("../x", directory(), "true")).isInstanceOf(IllegalArgumentException.class);
    }
}
