package dev.talaria.tools.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.tools.terminal.ProcessLabel.Owner;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessLabelTest {

    @ParameterizedTest
    @ValueSource(strings = {"make", "a = b\n#c\r\n\\u", "  grün 😀: !", "session=other\nprincipal=root", ""})
    void whatIsWrittenIsRead(String text) {
        ProcessLabel label = new ProcessLabel(new Owner("s-1", "telegram:" + text), text, true, List.of(text, "b"));
        assertThat(ProcessLabel.parse(label.text())).contains(label);
    }

    @Test
    void aLongCommandLosesItsMiddle() {
        ProcessLabel label = new ProcessLabel(new Owner("s", "p"), "a".repeat(9_000) + "; grep x", false, List.of());
        assertThat(label.command()).hasSizeLessThan(4_001).startsWith("aaa").endsWith("; grep x");
        assertThat(ProcessLabel.parse(label.text())).contains(label);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "session=x", "\\uZZZZ", "label of another tool"})
    void othersAreNone(String text) {
        assertThat(ProcessLabel.parse(text)).isEmpty();
    }
}
