package dev.talaria.deploy.blame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.agent.TurnInfo;
import dev.talaria.api.agent.TurnRequest;
import dev.talaria.api.agent.TurnResult;
import dev.talaria.api.base.Json;
import dev.talaria.api.base.Principal;
import dev.talaria.api.base.SessionId;
import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.ModelRef;
import dev.talaria.api.model.Usage;
import dev.talaria.api.tool.ToolCall;
import dev.talaria.api.tool.ToolCatalog;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.api.tool.ToolSpec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.launch.Framework;

/** Bundles and tools at work, on Felix itself. */
@Timeout(30)
class AtWorkTest {
    private static final String NAME = "com.example.probe";
    private static final TurnInfo TURN = new TurnInfo(
            new SessionId("one"),
            "t1",
            Principal.osUser(),
            TurnRequest.Source.values()[0],
            new ModelRef(null, "m"),
            "/");

    @TempDir
    Path root;

    private Framework framework;
    private BundleContext context;
    private Path file;
    private BusyFile busy;
    private AbandonedCalls abandoned;

    @BeforeEach
    void open() throws Exception {
        Files.createDirectories(root.resolve("assembly/system/com/example/probe/1.0.0"));
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        "org.osgi.framework.storage", root.resolve("cache").toString(),
                        "felix.log.level", "0",
                        "karaf.home", root.resolve("assembly").toString()));
        framework.start();
        context = framework.getBundleContext();
        file = root.resolve("run/busy");
        busy = new BusyFile(file);
        System.setProperty(ProbeActivator.FILE, file.toString());
    }

    @AfterEach
    void close() throws Exception {
        framework.stop();
        framework.waitForStop(10_000);
        System.clearProperty(ProbeActivator.FILE);
        System.clearProperty(ProbeActivator.START);
        System.clearProperty(ProbeActivator.STOP);
    }

    private Bundle install(String location) throws Exception {
        String entry = ProbeActivator.class.getName().replace('.', '/') + ".class";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes);
                InputStream code = ProbeActivator.class.getResourceAsStream("/" + entry)) {
            jar.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
            jar.write(("Manifest-Version: 1.0\nBundle-ManifestVersion: 2\nBundle-SymbolicName: " + NAME
                            + "\nBundle-Version: 1.0.0\nImport-Package: org.osgi.framework\nBundle-Activator: "
                            + ProbeActivator.class.getName() + "\n")
                    .getBytes(StandardCharsets.UTF_8));
            jar.putNextEntry(new ZipEntry(entry));
            code.transferTo(jar);
        }
        return context.installBundle(location, new ByteArrayInputStream(bytes.toByteArray()));
    }

    private List<String> inUse(String content) {
        return content.lines()
                .filter(line -> line.startsWith("+ "))
                .map(line -> line.strip().replaceFirst("\\+ \\d{13} ", ""))
                .toList();
    }

    private List<String> inUse() throws Exception {
        return inUse(Files.readString(file));
    }

    private void awaitNoneInUse() throws Exception {
        while (!inUse().isEmpty()) {
            Thread.sleep(10);
        }
    }

    @Test
    void aBundleIsNamedWhileItStartsAndStops() throws Exception {
        AtomicReference<List<String>> whenStarted = new AtomicReference<>();
        BundlesAtWork work = new BundlesAtWork(context, busy);
        context.addBundleListener((SynchronousBundleListener) event -> {
            if (event.getType() == BundleEvent.STARTED) {
                try {
                    whenStarted.set(inUse()); // where components are activated
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
        });
        Bundle bundle = install("file:probe.jar");
        bundle.start();
        assertThat(inUse(System.getProperty(ProbeActivator.START))).containsExactly("starts " + NAME + " 1.0.0");
        assertThat(whenStarted.get()).containsExactly("starts " + NAME + " 1.0.0");
        awaitNoneInUse();
        bundle.stop();
        assertThat(inUse(System.getProperty(ProbeActivator.STOP))).containsExactly("stops " + NAME + " 1.0.0");
        assertThat(inUse()).isEmpty();
        work.close();
    }

    @Test
    void whatCameWithTheDistributionIsNeverNamed() throws Exception {
        BundlesAtWork work = new BundlesAtWork(context, busy);
        install("mvn:com.example/probe/1.0.0").start();
        assertThat(inUse(System.getProperty(ProbeActivator.START))).isEmpty();
        work.close();
    }

    private CallsAtWork calls(String location) throws Exception {
        install(location);
        ToolSpec spec = ToolSpec.named("probe")
                .describedAs("A probe")
                .parameters(Json.object("type", "object"))
                .noEffects();
        ToolCatalog catalog = new ToolCatalog(1, List.of(new ToolCatalog.Entry(spec, NAME + " 1.0.0", "")));
        abandoned = new AbandonedCalls(context, AtWorkTest.class.getName());
        CallsAtWork calls = new CallsAtWork(context, busy, abandoned);
        calls.tools = () -> catalog;
        return calls;
    }

    private static ToolCall call(String id, String tool) {
        return new ToolCall(id, tool, Map.of(), "{}", "/", "/", "local");
    }

    @Test
    void aToolsBundleIsNamedWhileItIsCalled() throws Exception {
        CallsAtWork calls = calls("file:probe.jar");
        assertThat(calls.beforeTool(call("1", "probe"), TURN)).isEmpty();
        calls.beforeTool(call("2", "terminal"), TURN);
        assertThat(inUse()).containsExactly("calls " + NAME + " 1.0.0 probe");
        ToolResult result = ToolResult.ok("x");
        assertThat(calls.afterTool(call("1", "probe"), result, TURN)).isSameAs(result);
        assertThat(inUse()).isEmpty();
    }

    @Test
    void aCallThatWasRefusedIsForgottenAtTheNextRequest() throws Exception {
        CallsAtWork calls = calls("file:probe.jar");
        calls.beforeTool(call("1", "probe"), TURN);
        ChatRequest request = new ChatRequest("m", "", List.of(), List.of(), ChatRequest.ToolChoice.AUTO);
        assertThat(calls.beforeModel(request, TURN)).isSameAs(request.messages());
        assertThat(inUse()).isEmpty();
    }

    @Test
    void aToolOfTheDistributionIsNotNamed() throws Exception {
        CallsAtWork calls = calls("mvn:com.example/probe/1.0.0");
        calls.beforeTool(call("1", "probe"), TURN);
        assertThat(inUse()).isEmpty();
    }

    private static final TurnResult END =
            new TurnResult(TURN.session(), TurnResult.Status.INTERRUPTED, "", "", Usage.NONE, 1);

    @Test
    void aCallThatRunsOnAfterItsTurnStaysNoted() throws Exception {
        CallsAtWork calls = calls("file:probe.jar");
        AtomicReference<String> told = new AtomicReference<>("");
        abandoned.whenFound(() -> told.set("yes"));
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch ends = new CountDownLatch(1);
        calls.beforeTool(call("1", "probe"), TURN);
        Thread thread = new Thread(() -> ProbeActivator.run(() -> {
            running.countDown();
            ends.await();
        }));
        thread.start();
        running.await();
        calls.beforeTool(call("refused", "probe"), TURN);
        calls.afterTurn(TURN, END, Duration.ZERO);
        assertThat(inUse()).containsExactly("calls " + NAME + " 1.0.0 probe");
        assertThat(abandoned.list()).singleElement().satisfies(call -> {
            assertThat(call.bundle()).isEqualTo(NAME + " 1.0.0");
            assertThat(call.where()).contains("ProbeActivator.run");
        });
        assertThat(told).hasValue("yes");
        ends.countDown();
        thread.join();
    }

    @Test
    void aCallThatEndsAtLastIsForgotten() throws Exception {
        CallsAtWork calls = calls("file:probe.jar");
        calls.beforeTool(call("1", "probe"), TURN);
        ProbeActivator.run(() -> calls.afterTurn(TURN, END, Duration.ZERO));
        assertThat(abandoned.list()).hasSize(1);
        calls.afterTool(call("1", "probe"), ToolResult.ok("x"), TURN);
        assertThat(abandoned.list()).isEmpty();
        assertThat(inUse()).isEmpty();
    }

    @Test
    void aCallThatNeverBeganIsNotAbandoned() throws Exception {
        CallsAtWork calls = calls("file:probe.jar");
        calls.beforeTool(call("1", "probe"), TURN);
        calls.afterTurn(TURN, END, Duration.ZERO);
        assertThat(abandoned.list()).isEmpty();
        assertThat(inUse()).isEmpty();
    }
}
