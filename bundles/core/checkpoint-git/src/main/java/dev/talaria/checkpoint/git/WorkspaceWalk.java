package dev.talaria.checkpoint.git;

import dev.talaria.api.base.Cancellation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import org.eclipse.jgit.ignore.IgnoreNode;
import org.eclipse.jgit.ignore.IgnoreNode.MatchResult;
import org.jspecify.annotations.Nullable;

/**
 * The files of a workspace that a checkpoint covers: regular files and links, without {@code .git}, without what
 * {@code .gitignore} files leave out, without large ones. Links are not followed.
 */
final class WorkspaceWalk extends SimpleFileVisitor<Path> {
    private static final String IGNORE_FILE = ".gitignore";
    private static final long LARGEST_IGNORE_FILE = 1 << 20;

    /** @param path relative, with {@code /} */
    record Found(String path, Path file, BasicFileAttributes attributes) {}

    private record Rules(String prefix, @Nullable IgnoreNode node) {}

    private final Path root;
    private final Limits limits;
    private final Cancellation cancellation;
    private final List<Found> found = new ArrayList<>();
    private final Deque<Rules> rules = new ArrayDeque<>();
    private int leftOut;

    private WorkspaceWalk(Path root, Limits limits, Cancellation cancellation) {
        this.root = root;
        this.limits = limits;
        this.cancellation = cancellation;
    }

    static WorkspaceWalk of(Path root, Limits limits, Cancellation cancellation) throws IOException {
        WorkspaceWalk walk = new WorkspaceWalk(root, limits, cancellation);
        Files.walkFileTree(root, EnumSet.noneOf(FileVisitOption.class), Integer.MAX_VALUE, walk);
        return walk;
    }

    List<Found> found() {
        return found;
    }

    /** Files that are too large. */
    int leftOut() {
        return leftOut;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
        cancellation.throwIfCancelled();
        String path = relative(directory);
        boolean skipped = !path.isEmpty() && (isGit(directory) || isIgnored(path, true));
        if (skipped) {
            return FileVisitResult.SKIP_SUBTREE;
        }
        rules.push(new Rules(path.isEmpty() ? "" : path + "/", ignoreFile(directory.resolve(IGNORE_FILE))));
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) {
        rules.pop();
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        String path = relative(file);
        boolean kind = attributes.isRegularFile() || attributes.isSymbolicLink();
        if (!kind || isGit(file) || isIgnored(path, false)) {
            return FileVisitResult.CONTINUE;
        }
        if (attributes.isRegularFile() && attributes.size() > limits.maxFileBytes()) {
            leftOut++;
            return FileVisitResult.CONTINUE;
        }
        found.add(new Found(path, file, attributes));
        if (found.size() > limits.maxFiles()) {
            throw Problems.tooLarge(root.toString(), "it has more than " + limits.maxFiles() + " files");
        }
        return FileVisitResult.CONTINUE;
    }

    /** What vanishes or cannot be read is not covered. */
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
        leftOut++;
        return FileVisitResult.CONTINUE;
    }

    private String relative(Path path) {
        return root.relativize(path).toString();
    }

    private static boolean isGit(Path path) {
        return String.valueOf(path.getFileName()).equalsIgnoreCase(".git");
    }

    /** The nearest directory whose rules say something decides. */
    private boolean isIgnored(String path, boolean directory) {
        for (Rules one : rules) {
            if (one.node() == null) {
                continue;
            }
            MatchResult result =
                    one.node().isIgnored(path.substring(one.prefix().length()), directory);
            if (result == MatchResult.IGNORED) {
                return true;
            }
            if (result == MatchResult.NOT_IGNORED) {
                return false;
            }
        }
        return false;
    }

    private static @Nullable IgnoreNode ignoreFile(Path file) {
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > LARGEST_IGNORE_FILE) {
                return null;
            }
            IgnoreNode node = new IgnoreNode();
            try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                node.parse(in);
            }
            return node;
        } catch (IOException e) {
            return null;
        }
    }
}
