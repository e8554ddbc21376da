package dev.talaria.launcher;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Brings the assembly's {@code etc} into the user's: files the user has not touched follow the assembly, edits stay.
 *
 * <p>The user's file is written before the copy of what was shipped, so that a crash between the two repeats the merge,
 * which then changes nothing.
 */
final class ShippedDefaults {
    /** Maps every byte to a character and back: whatever encoding the user writes survives. */
    private static final Charset BYTES = StandardCharsets.ISO_8859_1;

    private final Path shipped;
    private final Path user;
    private final Path shippedBefore;

    /**
     * @param shipped the assembly's directory, only read
     * @param user the directory that Karaf uses and the user edits
     * @param shippedBefore the copy of what was shipped at the last merge
     */
    ShippedDefaults(Path shipped, Path user, Path shippedBefore) {
        this.shipped = shipped;
        this.user = user;
        this.shippedBefore = shippedBefore;
    }

    void merge() throws IOException {
        for (Path file : filesBelow(shipped)) {
            if (!isSame(shipped.resolve(file), shippedBefore.resolve(file)) || !Files.exists(user.resolve(file))) {
                mergeFile(file);
                replace(shippedBefore.resolve(file), Files.readAllBytes(shipped.resolve(file)));
            }
        }
        for (Path file : filesBelow(shippedBefore)) {
            if (!Files.exists(shipped.resolve(file))) {
                withdraw(file);
            }
        }
    }

    private void mergeFile(Path file) throws IOException {
        Path mine = user.resolve(file);
        Path theirs = shipped.resolve(file);
        Path before = shippedBefore.resolve(file);
        if (!Files.exists(mine) || isSame(mine, before)) {
            replace(mine, Files.readAllBytes(theirs));
        } else if (isProperties(file)) {
            String base = Files.exists(before) ? Files.readString(before, BYTES) : "";
            String merged = PropertiesMerge.merge(base, Files.readString(mine, BYTES), Files.readString(theirs, BYTES));
            replace(mine, merged.getBytes(BYTES));
        }
    }

    /** A file that is no longer shipped goes, unless the user edited it. */
    private void withdraw(Path file) throws IOException {
        if (isSame(user.resolve(file), shippedBefore.resolve(file))) {
            Files.delete(user.resolve(file));
        }
        Files.delete(shippedBefore.resolve(file));
    }

    private static boolean isProperties(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".cfg") || name.endsWith(".properties");
    }

    private static boolean isSame(Path one, Path other) throws IOException {
        return Files.exists(one) && Files.exists(other) && Files.mismatch(one, other) == -1;
    }

    private static List<Path> filesBelow(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .map(directory::relativize)
                    .sorted()
                    .toList();
        }
    }

    private static void replace(Path file, byte[] content) throws IOException {
        Files.createDirectories(file.getParent());
        Path temporary = file.resolveSibling("." + file.getFileName() + ".new");
        Files.write(temporary, content);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
