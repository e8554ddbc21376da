package dev.talaria.testkit.modal;

import dev.talaria.testkit.env.Backend;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The right to give processes file systems and numbers of their own, and the programs for it. */
public final class Namespaces implements Backend {
    @Override
    public String name() {
        return "modal";
    }

    @Override
    public Optional<String> missing() {
        try {
            Programs.run(List.of("unshare", "--mount", "--pid", "--fork", "mount", "-t", "proc", "proc", "/proc"));
            Programs.run(
                    List.of("nsenter", "--target", "" + ProcessHandle.current().pid(), "--wdns=/", "true"));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("Namespaces cannot be made (" + e.getMessage()
                    + "). Run as root, with mounts allowed and util-linux 2.38 or later.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }
}
