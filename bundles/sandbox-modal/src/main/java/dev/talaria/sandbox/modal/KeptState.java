package dev.talaria.sandbox.modal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What outlives this process of each sandbox: one file each in {@code TALARIA_HOME/sandboxes/modal}. */
final class KeptState {
    private static final Logger LOG = LoggerFactory.getLogger(KeptState.class);
    /** Reads and writes trees only: Jackson would remember a class of this bundle for ever. */
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final int INSTANCE_BYTES = 4;

    private final Path directory;

    KeptState(Path directory) {
        this.directory = directory;
    }

    /**
     * @param sandboxId that ran last; empty if it was put aside
     * @param image its last snapshot; empty if there is none
     * @param settings a digest of what the running one was made with
     */
    record Entry(String sandboxId, String image, String settings) {
        static final Entry NONE = new Entry("", "", "");

        static Entry of(JsonNode json) {
            return new Entry(
                    json.path("sandboxId").asText(),
                    json.path("image").asText(),
                    json.path("settings").asText());
        }

        ObjectNode json() {
            return JSON.createObjectNode()
                    .put("sandboxId", sandboxId)
                    .put("image", image)
                    .put("settings", settings);
        }
    }

    /** One that cannot be read counts as none. */
    Entry read(String id) {
        Path file = file(id);
        try {
            return Entry.of(JSON.readTree(Files.readAllBytes(file)));
        } catch (NoSuchFileException e) {
            return Entry.NONE;
        } catch (IOException e) {
            LOG.warn("{} cannot be read ({}); the sandbox {} begins anew.", file, e.getMessage(), id);
            return Entry.NONE;
        }
    }

    void write(String id, Entry entry) {
        try {
            Files.createDirectories(directory);
            Path file = file(id);
            Path part = file.resolveSibling(file.getFileName() + ".new");
            Files.write(part, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(entry.json()));
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void remove(String id) {
        try {
            Files.deleteIfExists(file(id));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(String id) {
        return directory.resolve(URLEncoder.encode(id, StandardCharsets.UTF_8) + ".json");
    }

    /** Tells the sandboxes of this home from those of others with the same account; made once. */
    synchronized String instance() {
        Path file = directory.resolve("instance");
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(directory);
                byte[] random = new byte[INSTANCE_BYTES];
                new SecureRandom().nextBytes(random);
                Files.writeString(file, HexFormat.of().formatHex(random));
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
