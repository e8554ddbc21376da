package dev.talaria.shell.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser.ParseContext;
import org.junit.jupiter.api.Test;

class ChatParserTest {
    private final ChatParser parser = new ChatParser();

    @Test
    void quotesAndBackslashesAreWordsLikeOthers() {
        ParsedLine line = parser.parse("it's \"half C:\\dir", 17, ParseContext.ACCEPT_LINE);
        assertThat(line.words()).containsExactly("it's", "\"half", "C:\\dir");
        assertThat(line.word()).isEqualTo("C:\\dir");
    }

    @Test
    void theWordAtTheCursorIsTheOneToComplete() {
        ParsedLine line = parser.parse("look at @sr now", 11, ParseContext.COMPLETE);
        assertThat(line.word()).isEqualTo("@sr");
        assertThat(line.wordCursor()).isEqualTo(3);
        assertThat(parser.parse("/resume ", 8, ParseContext.COMPLETE).word()).isEmpty();
        assertThat(parser.parse("", 0, ParseContext.COMPLETE).word()).isEmpty();
    }

    @Test
    void aBackslashAtTheEndLetsTheLineGoOn() {
        assertThatThrownBy(() -> parser.parse("one\\", 4, ParseContext.ACCEPT_LINE))
                .isInstanceOf(EOFError.class);
        assertThat(ChatParser.joined("one\\\ntwo\n")).isEqualTo("one\ntwo");
    }
}
