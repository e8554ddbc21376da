package dev.talaria.engine.approval;

import dev.talaria.api.approval.EffectClass;
import dev.talaria.api.approval.EffectKind;
import dev.talaria.api.sandbox.FileAccess;
import dev.talaria.api.sandbox.FileEntry;
import dev.talaria.api.sandbox.FileStat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A sandbox's files as one call may use them. Each path is resolved, and the place where it really leads must be one that
 * the call was admitted for, or one that any call may read; then exactly that place is opened, without following links.
 * So neither a link that was swapped in after the judgement nor a tool that says less than it does gets further.
 */
public final class GuardedFiles implements FileAccess {
    private static final String FLOOR = "it belongs to Talaria itself";

    private final Supplier<FileAccess> files;
    private final Gate gate;
    private final String sandbox;
    private final Supplier<String> scratch;
    private final List<JudgedEffect> admitted;

    /**
     * @param files opened when first used
     * @param scratch where every call may append
     */
    public GuardedFiles(
            Supplier<FileAccess> files,
            Gate gate,
            String sandbox,
            Supplier<String> scratch,
            List<JudgedEffect> admitted) {
        this.files = files;
        this.gate = gate;
        this.sandbox = sandbox;
        this.scratch = scratch;
        this.admitted = List.copyOf(admitted);
    }

    @Override
    public Optional<FileStat> stat(String path) throws IOException {
        return files.get().stat(path);
    }

    @Override
    public String realPath(String path) throws IOException {
        return files.get().realPath(path);
    }

    @Override
    public InputStream read(String path) throws IOException {
        return files.get().read(readable(path));
    }

    @Override
    public List<FileEntry> list(String path) throws IOException {
        return files.get().list(readable(path));
    }

    @Override
    public void write(String path, byte[] content, String expected) throws IOException {
        files.get().write(writable(path), content, expected);
    }

    @Override
    public void append(String path, byte[] content) throws IOException {
        String real = realPath(path);
        boolean ownPlace = Path.of(real).startsWith(realPath(scratch.get()));
        files.get().append(ownPlace ? real : writable(path), content);
    }

    @Override
    public void delete(String path, String expected) throws IOException {
        // By the real place of the name itself: a link there is not what was admitted, and what it leads to was not
        // meant.
        int slash = path.lastIndexOf('/');
        Path parent = Path.of(realPath(slash <= 0 ? "/" : path.substring(0, slash)));
        Path file = parent.resolve(path.substring(slash + 1));
        requireWritable(path, file);
        files.get().delete(file.toString(), expected);
    }

    private String readable(String path) throws IOException {
        String real = realPath(path);
        Path file = Path.of(real);
        EffectClass reading = gate.reading(sandbox, real);
        if (reading == EffectClass.FLOOR) {
            throw refused(path, real, FLOOR);
        }
        boolean named =
                admitted.stream().anyMatch(effect -> effect.covers(EffectKind.READ, file) && effect.names(file));
        if (reading != EffectClass.READ && !named) {
            throw refused(path, real, "it may hold secrets, and nobody was asked for it by name");
        }
        return real;
    }

    private String writable(String path) throws IOException {
        String real = realPath(path);
        requireWritable(path, Path.of(real));
        return real;
    }

    private void requireWritable(String path, Path real) throws IOException {
        if (gate.reading(sandbox, real.toString()) == EffectClass.FLOOR) {
            throw refused(path, real.toString(), FLOOR);
        }
        if (admitted.stream().noneMatch(effect -> effect.covers(EffectKind.WRITE, real))) {
            throw refused(path, real.toString(), "the call was not admitted to change it");
        }
    }

    private static FileSystemException refused(String path, String real, String why) {
        String where = path.equals(real) ? "" : "leads to " + real + ": ";
        return new FileSystemException(path, null, where + why);
    }
}
