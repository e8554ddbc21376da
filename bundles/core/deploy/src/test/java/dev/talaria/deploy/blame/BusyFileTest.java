package dev.talaria.deploy.blame;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BusyFileTest {
    @TempDir
    Path directory;

    private Path file;
    private BusyFile busy;

    @BeforeEach
    void open() {
        file = directory.resolve("run/busy");
        busy = new BusyFile(file);
    }

    /** As the supervisor reads it. */
    private List<String> inUse() throws Exception {
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith("+ "))
                .map(line -> line.strip().replaceFirst("\\+ \\d{13} ", ""))
                .toList();
    }

    @Test
    void whatRunsIsThereAndWhatHasEndedIsNot() throws Exception {
        long first = busy.begin("calls", "com.example.a 1.0.0", "tool");
        long second = busy.begin("starts", "com.example.b 2.0.0", "");
        assertThat(inUse()).containsExactlyInAnyOrder("calls com.example.a 1.0.0 tool", "starts com.example.b 2.0.0");
        busy.end(first);
        assertThat(inUse()).containsExactly("starts com.example.b 2.0.0");
        busy.end(second);
        assertThat(inUse()).isEmpty();
    }

    @Test
    void allThatRunAtTheSameTimeAreThere() throws Exception {
        for (int i = 0; i < BusyFile.LINES; i++) {
            busy.begin("calls", "com.example.n" + i + " 1.0.0", "tool");
        }
        assertThat(inUse()).hasSize(BusyFile.LINES).noneMatch(line -> line.contains("? ?"));
    }

    @Test
    void moreThanThereAreLinesForIsSaid() throws Exception {
        long first = busy.begin("calls", "com.example.first 1.0.0", "tool");
        for (int i = 1; i < BusyFile.LINES; i++) {
            busy.begin("calls", "com.example.n" + i + " 1.0.0", "tool");
        }
        long more = busy.begin("calls", "com.example.more 1.0.0", "tool");
        long most = busy.begin("calls", "com.example.most 1.0.0", "tool");
        assertThat(inUse()).hasSize(BusyFile.LINES + 1).contains("calls ? ?").anyMatch(line -> line.contains("first"));
        busy.end(more);
        assertThat(inUse()).contains("calls ? ?");
        busy.end(most);
        busy.end(first);
        assertThat(inUse()).hasSize(BusyFile.LINES - 1).noneMatch(line -> line.contains("? ?"));
    }

    @Test
    void aNameThatIsTooLongIsLeftOutButNotForgotten() throws Exception {
        long token = busy.begin("calls", "x".repeat(300) + " 1.0.0", "tool");
        assertThat(inUse()).containsExactly("calls ? ?");
        busy.end(token);
        assertThat(inUse()).isEmpty();
        assertThat(Files.size(file)).isEqualTo((BusyFile.LINES + 1) * 256);
    }

    @Test
    void aFolderThatCannotBeWrittenHurtsNobody() throws Exception {
        Path blocked = Files.writeString(directory.resolve("file"), "");
        BusyFile none = new BusyFile(blocked.resolve("busy"));
        none.end(none.begin("calls", "a 1", "t"));
    }

    /** The bound only catches a note that does I/O: it prints what it measures. */
    @Test
    void aNoteIsCheap() {
        int rounds = 100_000;
        long begin = System.nanoTime();
        for (int i = 0; i < rounds; i++) {
            busy.end(busy.begin("calls", "com.example.a 1.0.0", "tool"));
        }
        long each = (System.nanoTime() - begin) / rounds;
        System.out.println("a note takes " + each + " ns");
        assertThat(each).isLessThan(50_000);
    }
}
