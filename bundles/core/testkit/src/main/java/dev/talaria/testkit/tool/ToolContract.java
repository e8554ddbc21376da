package dev.talaria.testkit.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.talaria.api.approval.Effect;
import dev.talaria.api.approval.EffectKind;
import dev.talaria.api.approval.Effects;
import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.tool.ToolCall;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.api.tool.ToolSpec;
import dev.talaria.spi.tool.Tool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * What every tool keeps. Extend it, say how to make the tool and what calls of it look like, and the whole suite runs.
 */
public abstract class ToolContract {
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final int CALLERS = 16;

    /** The tool under test. */
    protected abstract Tool tool();

    /** Valid arguments of calls that succeed in {@link #context}, each soon; at least one. */
    protected abstract List<Map<String, Object>> samples();

    /** Valid arguments of a call that goes on until it is cancelled in {@link #endlessContext}, if there is one. */
    protected Optional<Map<String, Object>> endless() {
        return Optional.empty();
    }

    /** What calls are given; called once per call. */
    protected FakeToolContext.Builder context() {
        return FakeToolContext.builder();
    }

    /** What the {@link #endless} call is given. */
    protected FakeToolContext.Builder endlessContext() {
        return context();
    }

    /** A call in the directory {@code /work} of the sandbox {@code fake}. */
    protected final ToolCall call(Map<String, Object> arguments) {
        return new ToolCall("call-1", tool().spec().name(), arguments, arguments.toString(), "/work", "/work", "fake");
    }

    @Test
    void specIsStable() {
        Tool tool = tool();
        assertThat(tool.spec()).isEqualTo(tool.spec());
        assertThat(tool.spec().definition().toString())
                .as("two objects of the class give the same bytes")
                .isEqualTo(tool().spec().definition().toString());
    }

    @Test
    void specTellsTheModelEnough() {
        ToolSpec spec = tool().spec();
        assertThat(spec.name()).matches("[A-Za-z0-9_-]{1,64}");
        assertThat(spec.description()).isNotBlank();
        assertThat(spec.toolset()).isNotBlank();
    }

    @Test
    void parametersAreAnObjectSchema() {
        Map<String, Object> schema = tool().spec().parameters();
        assertThat(schema.get("type")).isEqualTo("object");
        SchemaShape.check(schema, "parameters");
    }

    @Test
    void effectsOfSamplesStayBelowTheMaximum() {
        for (Map<String, Object> arguments : samples()) {
            assertBelowMaximum(tool().effects(call(arguments)));
        }
    }

    @Test
    void effectsOfHostileArgumentsStayBelowTheMaximumOrCannotBeTold() {
        assertTimeoutPreemptively(DEADLINE, () -> {
            for (Map<String, Object> arguments : hostile()) {
                Effects effects;
                try {
                    effects = tool().effects(call(arguments));
                } catch (IllegalArgumentException refused) {
                    continue;
                }
                assertBelowMaximum(effects);
            }
        });
    }

    @Test
    void effectsAreTheSameEachTime() {
        for (Map<String, Object> arguments : samples()) {
            assertThat(tool().effects(call(arguments))).isEqualTo(tool().effects(call(arguments)));
        }
    }

    @Test
    void samplesSucceedWithText() {
        for (Map<String, Object> arguments : samples()) {
            ToolResult result = run(arguments, context());
            assertThat(result.status()).as(result.text()).isEqualTo(ToolResult.Status.OK);
            assertThat(result.text()).isNotBlank();
        }
    }

    @Test
    void hostileArgumentsGiveResults() {
        for (Map<String, Object> arguments : hostile()) {
            assertThat(run(arguments, context()).text()).isNotBlank();
        }
    }

    @Test
    void aCancelledCallEndsAtOnce() {
        CancellationSource cancelled = new CancellationSource();
        cancelled.cancel("by the test");
        for (Map<String, Object> arguments : samples()) {
            assertThat(run(arguments, context().cancellation(cancelled)).text()).isNotBlank();
        }
    }

    @Test
    void cancellationStopsARunningCall() {
        Assumptions.assumeTrue(endless().isPresent(), "no call of this tool goes on for long");
        CancellationSource cancellation = new CancellationSource();
        FakeToolContext context = endlessContext().cancellation(cancellation).build();
        assertTimeoutPreemptively(DEADLINE, () -> {
            Thread canceller = new Thread(() -> {
                while (context.shown().isEmpty()) {
                    Thread.onSpinWait();
                }
                cancellation.cancel("by the test");
            });
            canceller.setDaemon(true);
            canceller.start();
            ToolResult result = tool().call(call(endless().orElseThrow()), context);
            assertThat(result.status()).as(result.text()).isEqualTo(ToolResult.Status.INTERRUPTED);
            assertThat(result.text()).isNotBlank();
        });
    }

    @Test
    void callsFromManyThreadsDoNotDisturbEachOther() throws Exception {
        Tool tool = tool();
        Map<String, Object> arguments = samples().get(0);
        ToolResult expected = tool.call(call(arguments), context().build());
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try {
            CountDownLatch together = new CountDownLatch(CALLERS);
            List<Future<ToolResult>> results = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                results.add(callers.submit(() -> {
                    together.countDown();
                    together.await(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
                    return tool.call(call(arguments), context().build());
                }));
            }
            for (Future<ToolResult> result : results) {
                assertThat(result.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS))
                        .isEqualTo(expected);
            }
        } finally {
            callers.shutdownNow();
        }
    }

    private List<Map<String, Object>> hostile() {
        return HostileArguments.of(
                tool().spec().parameters(),
                samples().isEmpty() ? Collections.emptyMap() : samples().get(0));
    }

    private ToolResult run(Map<String, Object> arguments, FakeToolContext.Builder context) {
        return assertTimeoutPreemptively(DEADLINE, () -> tool().call(call(arguments), context.build()));
    }

    private void assertBelowMaximum(Effects effects) {
        assertThat(effects.list().stream().map(Effect::kind).toList())
                .as("kinds of %s", effects)
                .isSubsetOf(tool().spec().maximum().toArray(EffectKind[]::new));
    }
}
