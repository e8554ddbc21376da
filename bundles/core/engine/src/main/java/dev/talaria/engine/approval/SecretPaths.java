package dev.talaria.engine.approval;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Knows where secrets usually are, by name alone: reading there is asked. */
public final class SecretPaths {
    private static final Set<String> FOLDERS = Set.of(
            ".ssh",
            ".gnupg",
            ".aws",
            ".azure",
            ".kube",
            ".docker",
            ".password-store",
            ".mozilla",
            "keyrings",
            ".terraform.d",
            ".hermes",
            ".openclaw");
    private static final Pattern FILES = Pattern.compile(
            "\\.env(\\..*)?|\\.netrc|\\.pgpass|\\.my\\.cnf|\\.npmrc|\\.pypirc|\\.git-credentials|\\.vault-token|\\..*_history"
                    + "|id_[a-z0-9]+|.*\\.(pem|key|p12|pfx|jks|kdbx)|shadow|gshadow|credentials(\\.json)?"
                    + "|settings\\.xml");
    /** Examples that come with a project. */
    private static final Pattern EXAMPLES = Pattern.compile("\\.env\\.(example|sample|template|dist)|.*\\.pub");

    private static final Pattern PROFILES = Pattern.compile(
            ".*/\\.config/(google-chrome|chromium|bravesoftware|microsoft-edge|vivaldi|opera|gh|hub|gcloud)(/.*)?");
    /** What the kernel shows of processes (environments, memory) and devices. */
    private static final Pattern KERNEL =
            Pattern.compile("/(proc/([0-9]+|self|thread-self|kcore)|dev|sys/kernel)(/.*)?");
    /** Where a search for secrets in a tree gives up: it must not cost more than the command that it judges. */
    private static final int MOST_NAMES = 2_000;

    private final Path userHome;

    /** @param userHome whose trees are full of secrets */
    public SecretPaths(Path userHome) {
        this.userHome = userHome;
    }

    /** Whether this file or directory may hold secrets, by its name. */
    boolean isOne(Path path) {
        String text = path.toString();
        if (KERNEL.matcher(text).matches()
                || PROFILES.matcher(text.toLowerCase(Locale.ROOT)).matches()) {
            return true;
        }
        for (Path name : path) {
            if (FOLDERS.contains(name.toString().toLowerCase(Locale.ROOT))) {
                return true;
            }
        }
        Path last = path.getFileName();
        String name = last == null ? "" : last.toString().toLowerCase(Locale.ROOT);
        return FILES.matcher(name).matches() && !EXAMPLES.matcher(name).matches();
    }

    /**
     * Whether secrets are among the first names of the tree, links not followed. A home, and whatever is around one, is
     * taken to hold some.
     */
    boolean areBelow(Path tree) {
        return userHome.startsWith(tree) || new Search().in(tree);
    }

    private final class Search extends SimpleFileVisitor<Path> {
        private int seen;
        private boolean found;

        boolean in(Path tree) {
            try {
                Files.walkFileTree(tree, EnumSet.noneOf(FileVisitOption.class), 12, this);
            } catch (IOException e) {
                return false; // what cannot be read here cannot be read by the call
            }
            return found;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            String name = String.valueOf(directory.getFileName());
            if (name.equals("node_modules") || name.equals(".git")) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            return look(directory);
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            return look(file);
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
        }

        private FileVisitResult look(Path path) {
            found = isOne(path);
            return found || ++seen > MOST_NAMES ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
        }
    }
}
