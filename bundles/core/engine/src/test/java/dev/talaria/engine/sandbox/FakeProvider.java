package dev.talaria.engine.sandbox;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.sandbox.Capabilities;
import dev.talaria.api.sandbox.Command;
import dev.talaria.api.sandbox.CommandListener;
import dev.talaria.api.sandbox.DetachedCommand;
import dev.talaria.api.sandbox.FileAccess;
import dev.talaria.api.sandbox.Isolation;
import dev.talaria.api.sandbox.RunningCommand;
import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.api.sandbox.SandboxSpec;
import dev.talaria.spi.sandbox.Sandbox;
import dev.talaria.spi.sandbox.SandboxProvider;
import dev.talaria.testkit.tool.FakeSandboxLease;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/** Sandboxes that do what a test says. Thread-safe. */
public final class FakeProvider implements SandboxProvider {
    /** What happened to sandboxes, in order: {@code open docker/web}, {@code close docker/web}. */
    public final List<String> done = new CopyOnWriteArrayList<>();

    final FakeSandboxLease inside = new FakeSandboxLease("inside");
    private final String backend;
    private volatile Function<Cancellation, RuntimeException> opening = cancellation -> null;
    private volatile RuntimeException failure;
    private volatile Isolation isolation = new Isolation(true, List.of());

    public FakeProvider(String backend) {
        this.backend = backend;
    }

    /** @param value may wait; what it returns is thrown, unless it is null */
    FakeProvider opening(Function<Cancellation, RuntimeException> value) {
        opening = value;
        return this;
    }

    /** It cannot be opened. */
    public FakeProvider refusing(SandboxException value) {
        return opening(cancellation -> value);
    }

    /** Every use of an open one fails so; null for no more. */
    void failing(RuntimeException value) {
        failure = value;
    }

    public FakeProvider isolated(Isolation value) {
        isolation = value;
        return this;
    }

    static SandboxException lost() {
        return new SandboxException(SandboxException.Code.LOST, "It is gone.", "Try again.", null);
    }

    @Override
    public String backend() {
        return backend;
    }

    @Override
    public Isolation isolation(SandboxSpec spec) {
        return isolation;
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(true, true, true, true, true, true);
    }

    @Override
    public Sandbox open(SandboxSpec spec, Consumer<String> progress, Cancellation cancellation) {
        progress.accept("opening " + spec.id());
        RuntimeException refused = opening.apply(cancellation);
        if (refused != null) {
            throw refused;
        }
        done.add("open " + spec.id());
        return new Box(spec);
    }

    @Override
    public void remove(SandboxSpec spec) {
        done.add("remove " + spec.id());
    }

    private final class Box implements Sandbox {
        private final SandboxSpec spec;

        Box(SandboxSpec spec) {
            this.spec = spec;
        }

        private FakeSandboxLease used() {
            RuntimeException wanted = failure;
            if (wanted != null) {
                throw wanted;
            }
            return inside;
        }

        @Override
        public RunningCommand start(Command command, CommandListener listener, Cancellation cancellation) {
            return used().start(command, listener, cancellation);
        }

        @Override
        public String directory() {
            return "/workspace";
        }

        @Override
        public FileAccess files() {
            return used().files();
        }

        @Override
        public DetachedCommand startDetached(String id, String label, Command command) {
            return used().startDetached(id, label, command);
        }

        @Override
        public List<DetachedCommand> detached() {
            return used().detached();
        }

        @Override
        public String scratch() {
            return used().scratch();
        }

        @Override
        public void suspend() {
            done.add("suspend " + spec.id());
        }

        @Override
        public void close() {
            done.add("close " + spec.id());
        }
    }
}
