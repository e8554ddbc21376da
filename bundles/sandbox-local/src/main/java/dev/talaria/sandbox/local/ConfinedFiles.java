package dev.talaria.sandbox.local;

import dev.talaria.api.sandbox.FileAccess;
import dev.talaria.api.sandbox.FileEntry;
import dev.talaria.api.sandbox.FileStat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The host's files, as far as confined commands see and write them. */
final class ConfinedFiles implements FileAccess {
    private final FileAccess files;
    private final Confinement confinement;

    ConfinedFiles(FileAccess files, Confinement confinement) {
        this.files = files;
        this.confinement = confinement;
    }

    @Override
    public Optional<FileStat> stat(String path) throws IOException {
        return isVisible(files.realPath(path)) ? files.stat(path) : Optional.empty();
    }

    @Override
    public String realPath(String path) throws IOException {
        return files.realPath(path);
    }

    @Override
    public InputStream read(String path) throws IOException {
        refuseHidden(path);
        return files.read(path);
    }

    @Override
    public List<FileEntry> list(String path) throws IOException {
        refuseHidden(path);
        String directory = path.endsWith("/") ? path : path + "/";
        return files.list(path).stream()
                .filter(entry -> isVisible(directory + entry.name()))
                .toList();
    }

    @Override
    public void write(String path, byte[] content, String expected) throws IOException {
        refuseReadOnly(path);
        files.write(path, content, expected);
    }

    @Override
    public void append(String path, byte[] content) throws IOException {
        refuseReadOnly(path);
        files.append(path, content);
    }

    @Override
    public void delete(String path, String expected) throws IOException {
        refuseReadOnly(path);
        files.delete(path, expected);
    }

    /** What is no path is told by whoever opens it. */
    private boolean isVisible(String path) {
        try {
            return confinement.isVisible(Path.of(path).normalize());
        } catch (InvalidPathException e) {
            return true;
        }
    }

    private void refuseHidden(String path) throws NoSuchFileException {
        if (!isVisible(path)) {
            throw new NoSuchFileException(path, null, "is hidden from this sandbox");
        }
    }

    private void refuseReadOnly(String path) throws IOException {
        refuseHidden(path);
        try {
            if (!confinement.isWritable(Path.of(path).normalize())) {
                throw new FileSystemException(path, null, "cannot be written in this sandbox, only its workspaces can");
            }
        } catch (InvalidPathException e) {
            throw new FileSystemException(path.replace('\0', '\uFFFD'), null, LocalFiles.explain(e));
        }
    }
}
