package dev.talaria.checkpoint.git;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.util.QuotedString;
import org.jspecify.annotations.Nullable;

/**
 * A unified diff from a checkpoint to the present. JGit's own walk over a work tree would run filters; this one only
 * reads.
 */
final class Differences {
    static final int MOST_LINES = 2_000;

    /** Larger files are named only: comparing them takes long, and nobody reads it. */
    private static final int MOST_BYTES = 1_000_000;

    private static final String NOTHING = "/dev/null";

    private final Repository repository;
    private final Path root;
    private final LineBudget out = new LineBudget(MOST_LINES);

    Differences(Repository repository, Path root) {
        this.repository = repository;
        this.root = root;
    }

    String between(Map<String, Trees.File> then, Map<String, Entry> now) throws IOException {
        SortedSet<String> paths = new TreeSet<>(then.keySet());
        paths.addAll(now.keySet());
        for (String path : paths) {
            if (out.isUsedUp()) {
                break;
            }
            Trees.File before = then.get(path);
            Entry after = now.get(path);
            if (before == null || after == null || !before.isSame(after)) {
                file(path, before, after);
            }
        }
        return out.text("… the diff is longer than " + MOST_LINES + " lines and ends here");
    }

    private void file(String path, Trees.@Nullable File before, @Nullable Entry after) throws IOException {
        String quotedBefore = QuotedString.GIT_PATH.quote("a/" + path);
        String quotedAfter = QuotedString.GIT_PATH.quote("b/" + path);
        out.line("diff --git " + quotedBefore + " " + quotedAfter);
        if (after == null && Files.exists(root.resolve(path), LinkOption.NOFOLLOW_LINKS)) {
            out.line("Left out of checkpoints now (ignored, too large or unreadable)");
            return;
        }
        modes(before, after);
        if (before != null && after != null && before.content().equals(after.content())) {
            return;
        }
        byte[] old = before == null ? new byte[0] : Trees.content(repository, before.content());
        byte[] present = after == null ? new byte[0] : present(after);
        if (old.length > MOST_BYTES
                || present.length > MOST_BYTES
                || RawText.isBinary(old)
                || RawText.isBinary(present)) {
            out.line("Binary or large files " + (before == null ? NOTHING : quotedBefore) + " and "
                    + (after == null ? NOTHING : quotedAfter) + " differ");
            return;
        }
        out.line("--- " + (before == null ? NOTHING : quotedBefore));
        out.line("+++ " + (after == null ? NOTHING : quotedAfter));
        hunks(old, present);
    }

    private void modes(Trees.@Nullable File before, @Nullable Entry after) {
        if (before == null && after != null) {
            out.line("new file mode " + after.mode());
        } else if (before != null && after == null) {
            out.line("deleted file mode " + before.mode());
        } else if (before != null && after != null && !before.mode().equals(after.mode())) {
            out.line("old mode " + before.mode());
            out.line("new mode " + after.mode());
        }
    }

    /** What has changed again since the walk is shown as it is now; what has vanished, as nothing. */
    private byte[] present(Entry entry) {
        try {
            return WorkspaceWriter.read(root, entry);
        } catch (NoSuchFileException e) {
            return new byte[0];
        } catch (IOException e) {
            throw Failures.workspace(root, e);
        }
    }

    private void hunks(byte[] old, byte[] present) throws IOException {
        RawText left = new RawText(old);
        RawText right = new RawText(present);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DiffFormatter formatter = new DiffFormatter(bytes)) {
            formatter.format(new HistogramDiff().diff(RawTextComparator.DEFAULT, left, right), left, right);
            formatter.flush();
        }
        out.lines(bytes);
    }
}
