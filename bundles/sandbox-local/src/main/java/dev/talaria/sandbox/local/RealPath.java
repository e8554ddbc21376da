package dev.talaria.sandbox.local;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Resolves links as the kernel does, and goes on where the path does not exist: {@link Path#toRealPath} fails there, and
 * would not tell where a dangling link leads.
 */
final class RealPath {
    /** As many as Linux follows. */
    private static final int MOST_LINKS = 40;

    private final Path given;
    private final Deque<Path> rest = new ArrayDeque<>();
    private Path resolved;
    private int links;

    RealPath(Path given) {
        this.given = given;
        this.resolved = given.getRoot();
        push(given);
    }

    Path resolve() throws IOException {
        while (!rest.isEmpty()) {
            Path name = rest.pop();
            if (name.toString().equals("..")) {
                resolved = resolved.getParent() == null ? resolved : resolved.getParent();
            } else if (!name.toString().isEmpty() && !name.toString().equals(".")) {
                enter(resolved.resolve(name));
            }
        }
        return resolved;
    }

    private void enter(Path next) throws IOException {
        if (!isLink(next)) {
            resolved = next;
            return;
        }
        links++;
        if (links > MOST_LINKS) {
            throw new FileSystemException(given.toString(), null, "is a loop of symbolic links");
        }
        Path target = Files.readSymbolicLink(next);
        if (target.isAbsolute()) {
            resolved = target.getRoot();
        }
        push(target);
    }

    private static boolean isLink(Path path) throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .isSymbolicLink();
        } catch (AccessDeniedException e) {
            throw e;
        } catch (FileSystemException e) {
            // It is not there, or below a file; what its name would be is all that can be told.
            return false;
        }
    }

    private void push(Path path) {
        for (int i = path.getNameCount() - 1; i >= 0; i--) {
            rest.push(path.getName(i));
        }
    }
}
