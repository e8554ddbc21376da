package dev.talaria.testkit.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Runs small test classes whose backend is there, or is not. */
class RequiredBackendsTest {
    private final PrintStream console = System.out;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @AfterEach
    void restoreConsole() {
        System.setOut(console);
    }

    @Test
    void runsWhereTheBackendIsThere() {
        TestExecutionSummary summary = run(PresentCase.class, "absent");

        assertThat(summary.getTestsSucceededCount()).isEqualTo(1);
        assertThat(printed()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "present", "absently,other"})
    void skipsWithAVisibleLine(String required) {
        TestExecutionSummary summary = run(AbsentCase.class, required);

        assertThat(summary.getContainersSkippedCount()).isEqualTo(1);
        assertThat(summary.getTotalFailureCount()).isZero();
        assertThat(summary.getTestsStartedCount()).isZero();
        assertThat(printed())
                .contains("SKIPPED AbsentCase")
                .contains("no 'absent': Install it.")
                .contains("TALARIA_REQUIRE=absent");
    }

    @ParameterizedTest
    @ValueSource(strings = {"absent", "docker,absent", "docker absent", " docker,  absent ssh"})
    void failsWhereItIsRequired(String required) {
        assertThat(failure(AbsentCase.class, required))
                .hasRootCauseMessage(
                        "AbsentCase needs 'absent', which TALARIA_REQUIRE names and which is missing: Install it.");
    }

    @Test
    void oneMethodAlone() {
        TestExecutionSummary summary = run(MethodCase.class, "");

        assertThat(summary.getTestsSucceededCount()).isEqualTo(1);
        assertThat(summary.getTestsSkippedCount()).isEqualTo(1);
        assertThat(printed()).contains("SKIPPED MethodCase needsIt()");
        assertThat(failure(MethodCase.class, "absent"))
                .hasRootCauseMessage(
                        "MethodCase needs 'absent', which TALARIA_REQUIRE names and which is missing: Install it.");
    }

    @Test
    void aSubclassNeedsItToo() {
        assertThat(run(InheritingCase.class, "").getContainersSkippedCount()).isEqualTo(1);
    }

    @Test
    void theTagMustNotBeForgotten() {
        assertThat(failure(UntaggedCase.class, "")).rootCause().hasMessageContaining("must say @Tag(\"absent\")");
    }

    private Throwable failure(Class<?> testClass, String required) {
        TestExecutionSummary summary = run(testClass, required);
        assertThat(summary.getFailures()).hasSize(1);
        return summary.getFailures().get(0).getException();
    }

    private TestExecutionSummary run(Class<?> testClass, String required) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(testClass))
                .configurationParameter(RequiredBackends.PARAMETER, required)
                .build();
        var listener = new SummaryGeneratingListener();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        LauncherFactory.create().execute(request, listener);
        System.setOut(console);
        return listener.getSummary();
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    static final class Present implements Backend {
        @Override
        public String name() {
            return "present";
        }

        @Override
        public Optional<String> missing() {
            return Optional.empty();
        }
    }

    static final class Absent implements Backend {
        @Override
        public String name() {
            return "absent";
        }

        @Override
        public Optional<String> missing() {
            return Optional.of("Install it.");
        }
    }

    @Tag("present")
    @RequiresBackend(Present.class)
    static class PresentCase {
        @Test
        void runs() {}
    }

    @Tag("absent")
    @RequiresBackend(Absent.class)
    static class AbsentCase {
        @Test
        void neverRuns() {
            throw new AssertionError();
        }
    }

    static class InheritingCase extends AbsentCase {}

    static class MethodCase {
        @Test
        void needsNothing() {}

        @Test
        @Tag("absent")
        @RequiresBackend(Absent.class)
        void needsIt() {
            throw new AssertionError();
        }
    }

    @RequiresBackend(Absent.class)
    static class UntaggedCase {
        @Test
        void neverRuns() {
            throw new AssertionError();
        }
    }
}
