package dev.talaria.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnfinishedArchivesTest {
    @TempDir
    Path folder;

    private final UnfinishedArchives unfinished = new UnfinishedArchives();

    @Test
    void claimsEveryBeginningOfAnArchiveButNotTheWhole() throws IOException {
        byte[] whole = archive();
        Path file = folder.resolve("tool.jar");
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(unfinished.canHandle(file.toFile()))
                    .as("%d bytes", length)
                    .isTrue();
        }
        Files.write(file, whole);
        assertThat(unfinished.canHandle(file.toFile())).isFalse();
    }

    @Test
    void leavesWhatIsNoArchiveToOthers() throws IOException {
        assertThat(unfinished.canHandle(
                        Files.writeString(folder.resolve("a.cfg"), "x=1").toFile()))
                .isFalse();
        assertThat(unfinished.canHandle(folder.resolve("gone.jar").toFile())).isFalse();
        assertThat(unfinished.canHandle(
                        Files.createDirectory(folder.resolve("b.jar")).toFile()))
                .isFalse();
    }

    private static byte[] archive() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
            zip.write(new byte[] {'M'});
            zip.putNextEntry(new ZipEntry("a/B.class"));
            zip.write(new byte[300]);
        }
        return bytes.toByteArray();
    }
}
