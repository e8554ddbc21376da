package dev.talaria.sandbox.modal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.sandbox.Command;
import dev.talaria.api.sandbox.ExitStatus;
import dev.talaria.api.sandbox.RunningCommand;
import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.api.sandbox.SandboxException.Code;
import dev.talaria.spi.sandbox.Sandbox;
import dev.talaria.testkit.modal.FakeModal;
import dev.talaria.testkit.modal.RequiresNamespaces;
import dev.talaria.testkit.sandbox.Recorder;
import io.grpc.Status;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong at Modal or on the way there. */
@RequiresNamespaces
@Timeout(60)
class FaultTest {
    private final Recorder recorder = new Recorder();
    private Box box;

    @BeforeEach
    void start() {
        box = new Box();
    }

    @AfterEach
    void end() {
        box.close();
    }

    private RunningCommand start(Sandbox sandbox, String script) {
        return sandbox.start(new Command(script, "", Duration.ofSeconds(40)), recorder, new CancellationSource());
    }

    private void assertFails(Code code, String... said) {
        assertThatThrownBy(box::fresh)
                .isInstanceOfSatisfying(
                        SandboxException.class, e -> assertThat(e.code()).isEqualTo(code))
                .message()
                .contains(said)
                .doesNotContain(FakeModal.TOKEN_SECRET);
    }

    @Test
    void aStreamThatBreaksOffGoesOnWhereItWas() throws Exception {
        ModalSandbox sandbox = box.fresh();
        box.modal.faults().cutOutput(100_000, 8);
        assertThat(start(sandbox, "seq 1 200000").await().code()).isZero();
        String[] lines = recorder.text().split("\n");
        assertThat(lines).hasSize(200_000);
        assertThat(lines[123_456]).isEqualTo("123457");
        assertThat(box.modal.count("TaskExecStdioRead")).isGreaterThan(8);
    }

    @Test
    void whatIsUnavailableForAMomentIsAskedAgain() throws Exception {
        for (String call : new String[] {"AuthTokenGet", "AppGetOrCreate", "SandboxGetTaskId", "TaskExecStart"}) {
            box.modal.faults().fail(call, Status.UNAVAILABLE, 2);
        }
        assertThat(start(box.fresh(), "echo well").await().code()).isZero();
        assertThat(recorder.text()).isEqualTo("well\n");
    }

    @Test
    void aSandboxWhoseAnswerGotLostIsNotMadeTwice() {
        box.modal.faults().loseAnswer("SandboxCreate", 1);
        box.fresh();
        assertThat(box.modal.count("SandboxCreate")).isEqualTo(2);
        assertThat(box.modal.sandboxes()).hasSize(1);
    }

    @Test
    void aCommandWhoseAnswerGotLostIsNotStartedTwice() throws Exception {
        ModalSandbox sandbox = box.fresh();
        box.modal.faults().fail("TaskExecStdinWrite", Status.UNAVAILABLE, 3);
        RunningCommand running = sandbox.start(
                new Command("cat", "", Duration.ofSeconds(40)).withInput(), recorder, new CancellationSource());
        running.input().write("once\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        running.input().close();
        assertThat(running.await().code()).isZero();
        assertThat(recorder.text()).isEqualTo("once\n");
    }

    @Test
    void theServerMaySayWhenToTryAgain() {
        box.modal.faults().throttle("SandboxCreate", 0.1f, 5);
        box.fresh();
        assertThat(box.modal.count("SandboxCreate")).isEqualTo(6);
    }

    @Test
    void tokensThatAreTakenBackAreReplaced() throws Exception {
        ModalSandbox sandbox = box.fresh();
        box.modal.revokeTokens();
        assertThat(start(sandbox, "echo well").await().code()).isZero();
        assertThat(recorder.text()).isEqualTo("well\n");
        assertThat(box.modal.count("AuthTokenGet")).isEqualTo(2);
    }

    @Test
    void tokensThatAreTakenBackWhileAStreamBreaksOffAreReplaced() throws Exception {
        ModalSandbox sandbox = box.fresh();
        box.modal.faults().cutOutput(6, 1);
        RunningCommand running = start(sandbox, "echo first; read -r x < <(sleep 0.5); echo second");
        box.modal.revokeTokens();
        assertThat(running.await().code()).isZero();
        assertThat(recorder.text()).isEqualTo("first\nsecond\n");
    }

    @Test
    void shortLivedTokensAreRenewedInTime() throws Exception {
        box.modal.tokenLife(Duration.ofSeconds(2));
        ModalSandbox sandbox = box.fresh();
        assertThat(start(sandbox, "sleep 3; echo well").await().code()).isZero();
        assertThat(start(sandbox, "echo again").await().code()).isZero();
        assertThat(recorder.text()).isEqualTo("well\nagain\n");
    }

    @Test
    void aWrongTokenIsSaidWithItsSource() {
        ModalSandboxProvider provider = box.provider(
                Map.of(),
                Map.of(
                        "MODAL_SERVER_URL",
                        box.modal.url(),
                        "MODAL_TOKEN_ID",
                        "ak-x",
                        "MODAL_TOKEN_SECRET",
                        "as-secret"));
        assertThatThrownBy(() -> provider.open(
                        new dev.talaria.api.sandbox.SandboxSpec("modal", "modal"),
                        line -> {},
                        new CancellationSource()))
                .isInstanceOfSatisfying(
                        SandboxException.class, e -> assertThat(e.code()).isEqualTo(Code.AUTHENTICATION))
                .message()
                .contains("MODAL_TOKEN_ID and MODAL_TOKEN_SECRET", "invalid")
                .doesNotContain("as-secret");
        assertThat(provider.diagnose()).singleElement().satisfies(health -> {
            assertThat(health.state()).isEqualTo(dev.talaria.api.health.Health.State.DOWN);
            assertThat(health.remedy()).contains("modal.com");
        });
        provider.closeAll();
    }

    @Test
    void wellIsSaidToo() {
        assertThat(box.provider().diagnose()).singleElement().satisfies(health -> assertThat(health.state())
                .isEqualTo(dev.talaria.api.health.Health.State.OK));
    }

    @Test
    void aSpentBudgetIsSaid() {
        box.modal.faults().fail("SandboxCreate", Status.RESOURCE_EXHAUSTED.withDescription("spend limit reached"), 10);
        assertFails(Code.QUOTA, "spend limit reached", "MODAL_TOKEN_ID");
    }

    @Test
    void aMissingRightIsSaid() {
        box.modal.faults().fail("AppGetOrCreate", Status.PERMISSION_DENIED.withDescription("no such right"), 10);
        assertFails(Code.AUTHENTICATION, "no such right", "MODAL_TOKEN_ID");
    }

    @Test
    void aServerThatIsDownIsSaid() {
        box.modal.faults().fail("AppGetOrCreate", Status.UNAVAILABLE, 100);
        assertFails(Code.LOST, "cannot be reached");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSandboxThatIsEndedFromOutsideIsLostAndGivesNoCode(boolean quiet) throws Exception {
        box.modal.faults().quietEnd(quiet);
        ModalSandbox sandbox = box.lasting("modal");
        RunningCommand running = start(sandbox, "echo begun; sleep 300");
        recorder.awaitLine();
        box.modal.evict(box.running());
        assertThatThrownBy(running::await).isInstanceOfSatisfying(SandboxException.class, e -> {
            assertThat(e.code()).isEqualTo(Code.LOST);
            assertThat(e.getMessage()).contains("machine was lost");
        });
        assertThatThrownBy(() -> start(sandbox, "true"))
                .isInstanceOfSatisfying(
                        SandboxException.class, e -> assertThat(e.code()).isEqualTo(Code.LOST));
        sandbox.close();
        assertThat(start(box.lasting("modal"), "true").await()).isEqualTo(new ExitStatus(0, ExitStatus.Reason.EXITED));
    }
}
