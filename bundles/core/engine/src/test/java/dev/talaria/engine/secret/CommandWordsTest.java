package dev.talaria.engine.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommandWordsTest {
    @Test
    void splitsByBlanksOutsideQuotes() {
        assertThat(CommandWords.of("  pass  show 'my key' x\"a b\"y '' "))
                .isEqualTo(List.of("pass", "show", "my key", "xa by", ""));
    }

    @Test
    void nothingElseMeansAnything() {
        assertThat(CommandWords.of("echo $HOME `id` $(id) a;b|c >d \\n *"))
                .isEqualTo(List.of("echo", "$HOME", "`id`", "$(id)", "a;b|c", ">d", "\\n", "*"));
    }

    @Test
    void anOpenQuoteIsRefused() {
        assertThatThrownBy(() -> CommandWords.of("pass 'my key")).hasMessage("a quote is not closed");
    }
}
