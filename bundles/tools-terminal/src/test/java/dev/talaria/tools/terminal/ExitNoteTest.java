package dev.talaria.tools.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitNoteTest {

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '\u0001', textBlock = """
                    grep x f                  ; 1   ; no match
                    cat f | grep -q 'a|b'     ; 1   ; no match
                    LC_ALL=C /usr/bin/rg "x"  ; 1   ; no match
                    cd a && diff b c          ; 1   ; they differ
                    test -f x                 ; 1   ; the condition is false
                    [ -f x ]                  ; 1   ; the condition is false
                    """)
    void codesThatOnlyAnswerAreNoErrors(String command, int code, String text) {
        assertThat(ExitNote.of(command, code)).isEqualTo(new ExitNote(text, false));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '\u0001', textBlock = """
                    grep x f           ; 2   ; ''
                    grep x f | sort    ; 1   ; ''
                    mygrep x           ; 1   ; ''
                    make               ; 2   ; ''
                    curl -f x          ; 22  ; the server answered with an HTTP error
                    nonsense           ; 127 ; command not found
                    ./x                ; 126 ; cannot be executed, or the directory cannot be entered
                    ./x                ; 139 ; killed by signal 11, SIGSEGV, bad memory access
                    ./x                ; 137 ; killed by signal 9, SIGKILL, often for lack of memory
                    ./x                ; 160 ; killed by signal 32
                    ./x                ; 255 ; ''
                    """)
    void othersAre(String command, int code, String text) {
        assertThat(ExitNote.of(command, code)).isEqualTo(new ExitNote(text.equals("''") ? "" : text, true));
    }

    @Test
    void aLongScriptDoesNotTakeLong() {
        assertThat(ExitNote.of("a=b ".repeat(100_000) + "'\n", 1)).isNotNull();
        assertThat(ExitNote.of("/".repeat(100_000), 1)).isNotNull();
        assertThat(ExitNote.of("|".repeat(100_000) + "x", 1)).isNotNull();
    }
}
