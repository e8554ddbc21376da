package dev.talaria.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class InstanceTest {
    @TempDir
    Path home;

    @Test
    void saysWhatItsOwnProcessSaidAndNothingOlder() throws Exception {
        Path log = Files.createDirectories(home.resolve("logs")).resolve("start.log");
        Files.writeString(log, "of yesterday\n");
        Instance instance = ended("echo out; echo err >&2; exit 3");
        assertThat(instance.lastWords()).isEqualTo("out\nerr\n");
        assertThat(instance.exitCode()).isEqualTo(3);
        assertThat(log).hasContent("of yesterday\nout\nerr\n");
    }

    @Test
    void itsLastWordsAreFew() throws Exception {
        Instance instance = ended("i=0; while [ $i -lt 40 ]; do i=$((i + 1)); echo line $i; done; exit 1");
        assertThat(instance.lastWords().lines()).hasSize(15).first().isEqualTo("line 26");
    }

    @Test
    void aLogThatIsLongIsBegunAnew() throws Exception {
        Path log = Files.createDirectories(home.resolve("logs")).resolve("start.log");
        Files.writeString(log, "x".repeat((1 << 20) + 1));
        ended("echo new");
        assertThat(log).hasContent("new\n");
    }

    private Instance ended(String body) throws Exception {
        Instance instance = new FakeScript(home, body).instance();
        instance.start("idle");
        while (instance.isRunning()) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        return instance;
    }
}
