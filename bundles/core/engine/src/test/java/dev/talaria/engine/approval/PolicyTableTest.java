package dev.talaria.engine.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.approval.ApprovalMode;
import dev.talaria.api.approval.EffectClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class PolicyTableTest {
    private static final Path PAGE = Path.of("../../../docs/security.md");

    @Test
    void theDocumentedTableIsTheOneInForce() throws IOException {
        List<String> rows = new ArrayList<>();
        for (EffectClass effectClass : EffectClass.values()) {
            StringBuilder row = new StringBuilder(effectClass.word());
            for (ApprovalMode mode : ApprovalMode.values()) {
                row.append(' ')
                        .append(PolicyTable.verdict(effectClass, mode).name().toLowerCase(Locale.ROOT));
            }
            rows.add(row.toString());
        }
        assertThat(Files.readAllLines(PAGE).stream()
                        .takeWhile(line -> !line.equals("## Answers"))
                        .filter(line -> line.startsWith("| `"))
                        .map(PolicyTableTest::row))
                .containsExactlyElementsOf(rows);
    }

    /** Class and verdicts of a line of the page's table. */
    private static String row(String line) {
        String[] cells = line.split("\\|");
        return cells[1].strip().replace("`", "") + " " + cells[3].strip() + " " + cells[4].strip() + " "
                + cells[5].strip();
    }
}
