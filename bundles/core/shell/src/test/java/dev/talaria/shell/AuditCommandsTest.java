package dev.talaria.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.audit.Audit;
import dev.talaria.api.audit.AuditEntry;
import dev.talaria.api.audit.AuditReport;
import dev.talaria.api.audit.AuditReport.Break;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AuditCommandsTest {
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");

    @Test
    void listShowsTheLastEntries() throws Exception {
        AuditListCommand list = new AuditListCommand();
        list.audit = new Log(Optional.empty());
        list.last = 1;
        assertThat(String.valueOf(list.execute()))
                .contains("os:anna", "secret.set", "store:a", "ok")
                .doesNotContain("\u001b[31m");
        list.json = true;
        assertThat(list.execute())
                .isEqualTo("[{\"sequence\":7,\"time\":\"2026-01-02T03:04:05Z\",\"actor\":\"os:anna\","
                        + "\"action\":\"secret.set\",\"object\":\"store:a\\u001B[31m\",\"outcome\":\"ok\"}]");
    }

    @Test
    void verifySaysTheHead() throws Exception {
        AuditVerifyCommand verify = new AuditVerifyCommand();
        verify.audit = new Log(Optional.empty());
        assertThat(verify.execute()).isEqualTo("7 entries, each as it was written. Head: abc");
    }

    @Test
    void verifyFailsWithTheFirstBreak() throws Exception {
        AuditVerifyCommand verify = new AuditVerifyCommand();
        verify.audit = new Log(Optional.of(new Break(8, TIME, "its content was erased")));
        assertThatThrownBy(verify::execute)
                .hasMessageContaining("entry 8 (2026-01-02T03:04:05Z): its content was erased");
    }

    private record Log(Optional<Break> broken) implements Audit {
        @Override
        public void record(String actor, String action, String object, String outcome) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void record(String action, String object, String outcome) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<AuditEntry> last(int count) {
            assertThat(count).isEqualTo(1);
            return List.of(new AuditEntry(7, TIME, "os:anna", "secret.set", "store:a\u001b[31m", "ok"));
        }

        @Override
        public AuditReport verify() {
            return new AuditReport(7, "abc", broken);
        }
    }
}
