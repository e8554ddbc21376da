package dev.talaria.launcher.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstanceLogTest {
    @TempDir
    Path directory;

    private static ByteArrayInputStream lines(String text, int count) {
        return new ByteArrayInputStream((text + "\n").repeat(count).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aFloodStaysWithinItsBounds() throws Exception {
        Path file = directory.resolve("instance.log");
        try (InstanceLog log = new InstanceLog(file, 20_000)) {
            log.copy(lines("0123456789", 100_000));
            log.copy(lines("the end", 1));
            assertThat(log.lastLines()).hasSize(15).endsWith("0123456789", "the end");
        }
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(each -> each.getFileName().toString()))
                    .containsExactlyInAnyOrder("instance.log", "instance.log.1", "instance.log.2", "instance.log.3");
        }
        for (int age = 1; age <= 3; age++) {
            assertThat(Files.size(directory.resolve("instance.log." + age))).isLessThanOrEqualTo(20_000);
        }
        assertThat(Files.readString(file)).endsWith("the end\n");
    }

    @Test
    void aFileThatCannotBeWrittenHoldsNobodyUp() {
        try (InstanceLog log = new InstanceLog(directory.resolve("missing/instance.log"), 1_000)) {
            log.copy(lines("a line", 1_000));
            assertThat(log.lastLines()).contains("a line");
        }
    }
}
