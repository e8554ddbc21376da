package dev.talaria.tools.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.base.Json;
import dev.talaria.api.tool.ToolCall;
import dev.talaria.testkit.tool.FakeSandboxLease;
import dev.talaria.testkit.tool.FakeToolContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PathLocksTest {
    private final CancellationSource cancellation = new CancellationSource();
    private final ExecutorService others = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        others.shutdownNow();
    }

    @Test
    void aHeldPathIsWaitedForUntilTheDeadline() throws Exception {
        PathLocks locks = new PathLocks(50);
        try (PathLocks.Held held = locks.hold("s", List.of("/b", "/a"), cancellation)) {
            Future<?> other = others.submit(() -> {
                locks.hold("another sandbox", List.of("/a"), cancellation).close();
                locks.hold("s", List.of("/c"), cancellation).close();
                return locks.hold("s", List.of("/0", "/a"), cancellation);
            });
            assertThatThrownBy(other::get).hasMessageContaining("another call has been changing /a");
        }
        assertThat(locks.size()).isZero();
        locks.hold("s", List.of("/a"), cancellation).close();
        assertThat(locks.size()).isZero();
    }

    @Test
    void theWaitEndsWithTheCall() throws Exception {
        PathLocks locks = new PathLocks();
        try (PathLocks.Held held = locks.hold("s", List.of("/a"), new CancellationSource())) {
            Future<?> other = others.submit(() -> locks.hold("s", List.of("/a"), cancellation));
            cancellation.cancel("by the test");
            assertThatThrownBy(() -> other.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(CancellationException.class);
        }
        assertThat(locks.size()).isZero();
    }

    /** Without the locks most of these calls would meet another one's change, and fail. */
    @Test
    void callsOnOneFileUnderTwoNamesWaitForEachOther() throws Exception {
        FakeSandboxLease sandbox = new FakeSandboxLease("fake");
        StringBuilder start = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            start.append("line-").append(i).append(";\n");
        }
        sandbox.files().file("/work/a", start.toString());
        sandbox.files().beforeChange(path -> Thread.yield());
        PatchTool tool = new PatchTool(new PathLocks(), new SyntaxChecks());
        List<Future<String>> results = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Map<String, Object> arguments = Json.object(
                    "path", i % 2 == 0 ? "a" : "../work/a", "old_string", "line-" + i + ";", "new_string", "done");
            results.add(others.submit(() -> tool.call(
                            new ToolCall("c", "patch", arguments, "", "/work", "/work", "fake"),
                            FakeToolContext.builder().sandbox(sandbox).build())
                    .text()));
        }
        for (Future<String> result : results) {
            assertThat(result.get()).startsWith("changed /work/a");
        }
        assertThat(sandbox.files().text("/work/a")).isEqualTo("done\n".repeat(20));
    }
}
