package dev.talaria.testkit.modal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.testkit.env.ModalClient;
import dev.talaria.testkit.env.RequiresModalClient;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The official Python client takes the fake for Modal, and has the same numbers as our protocol. */
@RequiresModalClient
@Timeout(120)
class OfficialClientTest {
    @TempDir
    Path directory;

    @Test
    @RequiresNamespaces
    void theOfficialClientWorksWithTheFake() throws Exception {
        Path descriptors = directory.resolve("wire.desc");
        try (InputStream in = FakeModal.class.getResourceAsStream("wire.desc")) {
            assertThat(in).isNotNull();
            Files.copy(in, descriptors);
        }
        try (FakeModal modal = FakeModal.start()) {
            String said = ModalClient.run(modal.environment(), descriptors);
            assertThat(said)
                    .endsWith("all ok")
                    .contains("ok numbers", "ok wrong token", "ok exec", "ok stdin", "ok list", "ok snapshot");
            assertThat(modal.running()).isEmpty();
        }
    }
}
