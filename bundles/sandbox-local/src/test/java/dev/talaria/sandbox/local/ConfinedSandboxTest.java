package dev.talaria.sandbox.local;

import dev.talaria.spi.sandbox.Sandbox;
import dev.talaria.testkit.env.RequiresBubblewrap;
import dev.talaria.testkit.sandbox.SandboxContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The contract with confined commands. */
@RequiresBubblewrap
class ConfinedSandboxTest extends SandboxContract {
    @TempDir
    Path home;

    @TempDir
    Path directory;

    @Override
    protected Sandbox open() {
        return ConfinedHost.open(ConfinedHost.provider(home, directory, "workspace"));
    }

    @Override
    protected String directory() {
        return ConfinementRules.real(directory).toString();
    }

    @Override
    protected boolean isAlive(long pid) {
        return ConfinedHost.isAlive(pid, directory);
    }
}
