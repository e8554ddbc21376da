package dev.talaria.engine.approval;

import dev.talaria.api.approval.Resource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Knows where secrets usually are, by name alone: reading there is asked. */
public final class SecretPaths {
    private static final Set<String> FOLDERS =
            Set.of(".ssh", ".gnupg", ".aws", ".azure", ".kube", ".docker", ".password-store", ".mozilla", "keyrings");
    private static final Pattern FILES = Pattern.compile(
            "\\.env(\\..*)?|\\.netrc|\\.pgpass|\\.npmrc|\\.pypirc|\\.git-credentials|\\..*_history|id_[a-z0-9]+"
                    + "|.*\\.(pem|key|p12|pfx|jks|kdbx)|shadow|gshadow|credentials(\\.json)?|settings\\.xml");
    /** What the kernel shows of processes (environments, memory) and devices. */
    private static final Pattern KERNEL =
            Pattern.compile("/(proc/([0-9]+|self|thread-self|kcore)|dev|sys/kernel)(/.*)?");

    /** Whether the file, or what a link there leads to, may hold secrets. */
    boolean mayHold(Resource file) {
        if (file.isTree() && file.path().equals("/")) {
            return true;
        }
        Path path = Path.of(file.path()).normalize();
        return suspicious(path) || suspicious(resolved(path));
    }

    private static boolean suspicious(Path path) {
        if (KERNEL.matcher(path.toString()).matches()) {
            return true;
        }
        for (Path name : path) {
            if (FOLDERS.contains(name.toString().toLowerCase(Locale.ROOT))) {
                return true;
            }
        }
        Path last = path.getFileName();
        return last != null
                && FILES.matcher(last.toString().toLowerCase(Locale.ROOT)).matches();
    }

    private static Path resolved(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path;
        }
    }
}
