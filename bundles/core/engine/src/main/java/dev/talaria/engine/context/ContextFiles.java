package dev.talaria.engine.context;

import dev.talaria.api.base.TalariaException;
import dev.talaria.api.sandbox.FileAccess;
import dev.talaria.api.sandbox.FileStat;
import dev.talaria.api.sandbox.SandboxLease;
import dev.talaria.engine.approval.Gate;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds and reads context files. A project's file is the nearest one, from a directory up to the project's root (where
 * {@code .git} is; without one, the directory alone). It is read in the sandbox, and only if the gate would let a tool
 * read it: a link to a key is no context.
 */
public final class ContextFiles {
    private static final Logger LOG = LoggerFactory.getLogger(ContextFiles.class);
    private static final List<String> NAMES = List.of("AGENTS.md", "CLAUDE.md", ".cursorrules");
    private static final int MAX_LEVELS = 64;
    private static final int MAX_BYTES = 4 * ContextText.MAX_CHARS * 10;

    private final Path home;
    private final Gate gate;

    /** @param home {@code TALARIA_HOME}, where SOUL.md is */
    public ContextFiles(Path home, Gate gate) {
        this.home = home;
        this.gate = gate;
    }

    /**
     * A project's notes.
     *
     * @param path where they stand, in the sandbox
     * @param text scanned and cut
     */
    public record Notes(String path, String text) {}

    /** Who the agent is, as the owner wrote it; empty for the built-in identity. */
    public Optional<String> identity() {
        Path soul = home.resolve("SOUL.md");
        if (!Files.isRegularFile(soul)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(soul)) {
            String text = ContextText.of("SOUL.md", decode(in));
            return text.isEmpty() ? Optional.empty() : Optional.of(text);
        } catch (IOException e) {
            LOG.warn("Cannot read {}: {}. The built-in identity is used.", soul, e.toString());
            return Optional.empty();
        }
    }

    /** The notes that are nearest to a directory. */
    public Optional<Notes> nearest(SandboxLease sandbox, String directory) {
        try {
            FileAccess files = sandbox.files();
            for (String level : levels(files, directory)) {
                for (String name : NAMES) {
                    Optional<Notes> notes = read(sandbox, files, level.equals("/") ? "/" + name : level + "/" + name);
                    if (notes.isPresent()) {
                        return notes;
                    }
                }
            }
        } catch (IOException | TalariaException e) {
            LOG.warn("Cannot look for context files in {}: {}. The turn goes on without.", directory, e.toString());
        }
        return Optional.empty();
    }

    /** The directory and those above it, up to the project's root. */
    private static List<String> levels(FileAccess files, String directory) throws IOException {
        List<String> levels = new ArrayList<>();
        String level = directory;
        while (levels.size() < MAX_LEVELS) {
            levels.add(level);
            if (files.stat(level.equals("/") ? "/.git" : level + "/.git").isPresent()) {
                return levels;
            }
            if (level.equals("/")) {
                break;
            }
            int slash = level.lastIndexOf('/');
            level = slash <= 0 ? "/" : level.substring(0, slash);
        }
        return List.of(directory);
    }

    private Optional<Notes> read(SandboxLease sandbox, FileAccess files, String path) throws IOException {
        Optional<FileStat> stat = files.stat(path);
        if (stat.isEmpty() || stat.get().type() != FileStat.Type.FILE) {
            return Optional.empty();
        }
        if (!gate.readsUnasked(sandbox.id(), path)) {
            LOG.warn("{} is not read as context: it leads to a file that no tool may read unasked", path);
            return Optional.empty();
        }
        try (InputStream in = files.read(files.realPath(path))) {
            String text = ContextText.of(path, decode(in));
            return text.isEmpty() ? Optional.empty() : Optional.of(new Notes(path, text));
        }
    }

    private static String decode(InputStream in) throws IOException {
        String text = new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}
