package dev.talaria.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.base.Attachment;
import dev.talaria.shell.AskOptions.UsageException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttachedFileTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "89504e470d0a1a0a00, image/png",
        "ffd8ffe0, image/jpeg",
        "474946383961, image/gif",
        "524946460000000057454250, image/webp",
        "524946460000000057415645, application/octet-stream",
        "c3bc0a, text/plain",
        "c328, application/octet-stream",
        "610062, application/octet-stream"
    })
    void theKindIsToldByTheFirstBytes(String hex, String kind) {
        assertThat(AttachedFile.mediaType(java.util.HexFormat.of().parseHex(hex)))
                .isEqualTo(kind);
    }

    @Test
    void aRelativePathIsThatOfThePersonsDirectory() throws Exception {
        Files.writeString(folder.resolve("a.txt"), "hello");
        Attachment attachment = AttachedFile.read("a.txt", folder.toString());
        assertThat(attachment.name()).isEqualTo("a.txt");
        assertThat(new String(attachment.data().bytes(), StandardCharsets.UTF_8))
                .isEqualTo("hello");
    }

    @Test
    void whatIsMissingOrTooLargeIsSaid() throws Exception {
        assertThatThrownBy(() -> AttachedFile.read("none", folder.toString()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("no such file");
        try (RandomAccessFile big = new RandomAccessFile(folder.resolve("big").toFile(), "rw")) {
            big.setLength((20 << 20) + 1);
        }
        assertThatThrownBy(() -> AttachedFile.read("big", folder.toString())).hasMessageContaining("20971521 bytes");
    }
}
