package dev.talaria.engine.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.base.SessionId;
import dev.talaria.api.sandbox.Command;
import dev.talaria.api.sandbox.ExitStatus;
import dev.talaria.api.sandbox.RunningCommand;
import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.api.sandbox.SandboxLease;
import dev.talaria.api.sandbox.Sandboxes.Open;
import dev.talaria.testkit.tool.FakeSandboxLease;
import dev.talaria.testkit.tool.ManualClock;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SandboxRegistryTest {
    private static final SessionId SESSION = new SessionId("s-1");

    private final ManualClock clock = new ManualClock();
    private final SandboxRegistry registry = SandboxRegistry.of(clock);
    private final FakeProvider docker = new FakeProvider("docker");
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        registry.closeAll();
        threads.shutdownNow();
    }

    private SandboxLease lease(String choice) {
        return registry.lease(choice, line -> {}, new CancellationSource());
    }

    private void install() {
        registry.bindProvider(docker);
    }

    @Test
    void manyWhoNeedItOpenItOnce() throws Exception {
        install();
        CountDownLatch all = new CountDownLatch(8);
        docker.opening(cancellation -> awaited(all));
        List<Future<String>> users = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            users.add(threads.submit(() -> {
                all.countDown();
                return lease("docker/web").directory();
            }));
        }
        for (Future<String> user : users) {
            assertThat(user.get()).isEqualTo("/workspace");
        }
        assertThat(docker.done).containsExactly("open docker/web");
    }

    private static RuntimeException awaited(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS) ? null : new IllegalStateException("nobody came");
        } catch (InterruptedException e) {
            return new IllegalStateException(e);
        }
    }

    @Test
    void oneThatOpensDoesNotHoldUpAnother() throws Exception {
        install();
        FakeProvider ssh = new FakeProvider("ssh");
        registry.bindProvider(ssh);
        CountDownLatch release = new CountDownLatch(1);
        docker.opening(cancellation -> awaited(release));
        Future<String> slow = threads.submit(() -> lease("docker").directory());
        assertThat(lease("ssh").directory()).isEqualTo("/workspace");
        assertThat(registry.backends()).hasSize(2);
        release.countDown();
        assertThat(slow.get()).isEqualTo("/workspace");
    }

    @Test
    void whatCannotBeOpenedIsTriedAgain() {
        install();
        docker.opening(cancellation ->
                new SandboxException(SandboxException.Code.CANNOT_START, "no daemon", "start it", null));
        SandboxLease lease = lease("docker");
        assertThatThrownBy(lease::directory).hasMessageContaining("no daemon");
        assertThat(registry.open()).isEmpty();
        docker.opening(cancellation -> null);
        assertThat(lease.directory()).isEqualTo("/workspace");
    }

    @Test
    void oneThatIsLostIsOpenedAnew() {
        install();
        SandboxLease lease = lease("docker");
        lease.directory();
        docker.failing(FakeProvider.lost());
        assertThatThrownBy(lease::scratch).hasMessageContaining("It is gone");
        docker.failing(null);
        assertThat(lease.scratch()).isEqualTo("/scratch");
        assertThat(docker.done).containsExactly("open docker", "close docker", "open docker");
    }

    @Test
    void whoeverWaitsCanStopTheOpening() throws Exception {
        install();
        CountDownLatch begun = new CountDownLatch(1);
        docker.opening(cancellation -> cancelled(begun, cancellation));
        CancellationSource stop = new CancellationSource();
        Future<String> waiting =
                threads.submit(() -> registry.lease("docker", line -> {}, stop).directory());
        begun.await();
        stop.cancel("Ctrl-C");
        assertThatThrownBy(waiting::get).hasCauseInstanceOf(CancellationException.class);
        docker.opening(cancellation -> null);
        assertThat(lease("docker").directory()).isEqualTo("/workspace");
    }

    private static RuntimeException cancelled(CountDownLatch begun, Cancellation cancellation) {
        CountDownLatch stopped = new CountDownLatch(1);
        try (var registration = cancellation.onCancel(stopped::countDown)) {
            begun.countDown();
            awaited(stopped);
        }
        return new CancellationException(cancellation.reason());
    }

    @Test
    void aBackendThatGoesTakesItsSandboxesAndStopsWhatOpens() throws Exception {
        install();
        lease("docker/a").directory();
        CountDownLatch begun = new CountDownLatch(1);
        docker.opening(cancellation -> cancelled(begun, cancellation));
        Future<String> waiting = threads.submit(() -> lease("docker/b").directory());
        begun.await();
        registry.unbindProvider(docker);
        assertThatThrownBy(waiting::get).hasCauseInstanceOf(CancellationException.class);
        assertThat(docker.done).containsExactly("open docker/a", "close docker/a");
        assertThatThrownBy(() -> lease("docker/a")).satisfies(e -> assertThat(((SandboxException) e).shown())
                .contains("'docker' is not installed", "feature:install talaria-sandbox-docker"));
    }

    @Test
    void whatNobodyUsesIsPutAside() {
        install();
        lease("docker").directory();
        clock.advance(Duration.ofMinutes(14));
        registry.closeIdle();
        assertThat(registry.open()).hasSize(1);
        clock.advance(Duration.ofMinutes(2));
        registry.closeIdle();
        assertThat(registry.open()).isEmpty();
        assertThat(docker.done).containsExactly("open docker", "suspend docker", "close docker");
        assertThat(lease("docker").directory()).isEqualTo("/workspace");
    }

    @Test
    void oneInWhichSomethingRunsIsNot() throws Exception {
        install();
        docker.inside.behaving(FakeSandboxLease.endless(""));
        RunningCommand running = lease("docker")
                .start(new Command("sleep", "", Duration.ofDays(1)), text -> {}, new CancellationSource());
        clock.advance(Duration.ofDays(1));
        registry.closeIdle();
        assertThat(registry.open()).extracting(Open::running).containsExactly(1);
        running.kill();
        assertThat(running.await().reason()).isEqualTo(ExitStatus.Reason.INTERRUPTED);
        assertThat(registry.open()).extracting(Open::running).containsExactly(0);
        lease("docker").startDetached("d-1", "", new Command("serve", "", Duration.ofDays(1)));
        clock.advance(Duration.ofDays(1));
        registry.closeIdle();
        assertThat(registry.open()).hasSize(1);
        docker.inside.detachedCommands().get(0).end(0);
        registry.closeIdle();
        assertThat(registry.open()).isEmpty();
    }

    @Test
    void oneIsRemovedOpenOrNot() {
        install();
        lease("docker/web").directory();
        registry.remove("docker/web");
        registry.remove("docker/other");
        assertThat(docker.done)
                .containsExactly("open docker/web", "close docker/web", "remove docker/web", "remove docker/other");
        assertThat(registry.suspend("docker/web")).isFalse();
    }

    @Test
    void namesMeanWhatIsConfigured() {
        registry.bindNamed(named("web", false, "image=python:3.12", "binds=/a:/a\\,/b:/b"));
        registry.bindNamed(named("task", true));
        assertThat(registry.spec("docker/web", SESSION).options())
                .isEqualTo(Map.of("image", "python:3.12", "binds", "/a:/a,/b:/b"));
        assertThat(registry.spec("docker/web", SESSION).id()).isEqualTo("docker/web");
        assertThat(registry.spec("docker/task", SESSION).id()).isEqualTo("docker/task.s-1");
        assertThat(registry.spec("docker/task.s-1", SESSION).id()).isEqualTo("docker/task.s-1");
        assertThat(registry.spec("docker/mine", SESSION).options()).isEmpty();
        assertThat(registry.named()).hasSize(2);
        for (String wrong : List.of("", "../x", "docker/", "docker/a/b", "docker/a b")) {
            assertThatThrownBy(() -> registry.spec(wrong, SESSION)).hasMessageContaining("cannot be the name");
        }
    }

    private static NamedSandbox named(String name, boolean perSession, String... options) {
        Map<String, Object> values = Map.of(
                "name", name, "backend", "docker", "persistent", true, "perSession", perSession, "options", options);
        return new NamedSandbox((NamedSandbox.Config) Proxy.newProxyInstance(
                NamedSandbox.Config.class.getClassLoader(),
                new Class<?>[] {NamedSandbox.Config.class},
                (proxy, method, arguments) -> values.get(method.getName())));
    }

    @Test
    void aConfigurationOfNoUseIsNamed() {
        assertThatThrownBy(() -> named("a b", false)).hasMessageContaining("name = 'a b'");
        assertThatThrownBy(() -> named("web", false, "image"))
                .hasMessageContaining("'web' has the option 'image', which is not KEY=VALUE");
    }
}
