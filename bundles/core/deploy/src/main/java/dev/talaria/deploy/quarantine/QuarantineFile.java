package dev.talaria.deploy.quarantine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code NAME VERSION TIME REASON…} a line; other lines are left alone. */
final class QuarantineFile {
    private static final int PARTS = 4;

    private final Path file;

    QuarantineFile(Path file) {
        this.file = file;
    }

    List<Quarantined> read() throws IOException {
        return lines().stream()
                .map(QuarantineFile::parse)
                .flatMap(Optional::stream)
                .toList();
    }

    /** @return what is now out */
    List<Quarantined> remove(String name) throws IOException {
        List<Quarantined> out = new ArrayList<>();
        String left = lines().stream()
                .filter(line -> {
                    Optional<Quarantined> entry =
                            parse(line).filter(each -> each.name().equals(name));
                    entry.ifPresent(out::add);
                    return entry.isEmpty();
                })
                .map(line -> line + "\n")
                .collect(Collectors.joining());
        if (!out.isEmpty()) {
            Path temporary = file.resolveSibling("." + file.getFileName() + ".new");
            Files.writeString(temporary, left, StandardCharsets.UTF_8);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        return out;
    }

    private List<String> lines() throws IOException {
        return Files.exists(file) ? Files.readAllLines(file, StandardCharsets.UTF_8) : List.of();
    }

    private static Optional<Quarantined> parse(String line) {
        String[] parts = line.strip().split("\\s+", PARTS);
        return line.startsWith("#") || parts.length < PARTS
                ? Optional.empty()
                : Optional.of(new Quarantined(parts[0], parts[1], parts[2], parts[3]));
    }
}
