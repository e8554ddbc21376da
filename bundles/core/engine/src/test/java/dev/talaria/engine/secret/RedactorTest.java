package dev.talaria.engine.secret;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {
    private final Redactor redactor = new Redactor();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk-ant-api03-CANARYCANARYCANARY0123456789",
                "sk-or-v1-0123456789abcdefCANARY0123456789",
                "sk-proj-CANARY0123456789abcdefghij",
                "ghp_CANARY0123456789abcdefghijABCDEF",
                "github_pat_CANARY0123456789abcdefghijAB",
                "glpat-CANARY0123456789abcd",
                "xoxb-12345678-CANARYCANARY",
                "AIzaCANARY0123456789abcdefghijABCDEFGHI",
                "AKIACANARY0123456789",
                "hf_CANARY0123456789abcdefghijABCDEF",
                "123456789:AACANARY0123456789abcdefghijABCDEF0",
                "eyJhbGciOiJIUzI1NiJ9.eyJCANARYCANARY123.CANARY0123456789",
                "Authorization: Bearer CANARY0123456789",
                "\"authorization\": \"Bearer CANARY0123456789\"",
                "https://host/x?api_key=CANARY0123456789&y=1",
                "postgres://user:CANARYCANARY@host/db",
                "OPENAI_API_KEY=CANARY-in-an-environment",
                "export DB_PASSWORD='CANARYCANARY'",
                "12|AWS_SECRET_ACCESS_KEY=CANARY/abc+def",
                "-----BEGIN OPENSSH PRIVATE KEY-----\nCANARY0123==\n-----END OPENSSH PRIVATE KEY-----"
            })
    void masksWhatLooksLikeASecret(String text) {
        assertThat(redactor.redact(
                        "before " + (text.matches("(?s)(OPENAI|export|12).*") ? "\n" : "") + text + "\nafter"))
                .doesNotContain("ANARYC", "CANARY0", "CANARY-", "CANARY/")
                .contains("[redacted:")
                .startsWith("before ")
                .endsWith("after");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "int skip = sk - 1;",
                "commit 9fceb02d0ae598e95dc970b74767f19372d61af8",
                "API_KEY=$1",
                "API_KEY=<your key here>",
                "TOKEN=${TOKEN}",
                "String token = parser.next();",
                "https://example.org/path?page=2&sort=name",
                "data:image/png;base64,iVBORw0KGgo",
                "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                "2026-11-22T20:50:00 12:30:45:123"
            })
    void leavesTheRestAlone(String text) {
        assertThat(redactor.redact(text)).isEqualTo(text);
    }

    @Test
    void masksWhatTalariaHasRead() {
        redactor.know("hunter2-hunter2");
        redactor.know("short");
        assertThat(redactor.redact("it is hunter2-hunter2, in short")).isEqualTo("it is [redacted:…], in short");
    }

    @Test
    void longOnesCanBeToldApart() {
        assertThat(redactor.redact("sk-ant-api03-abcdefghijklmnop0123456789")).isEqualTo("[redacted:sk-ant…6789]");
    }

    @Test
    void twiceIsAsOnce() {
        String once = redactor.redact("A_TOKEN=abcdefghijklmnopqrstuvwxyz\nx ghp_CANARY0123456789abcdefghijABCDEF");
        assertThat(redactor.redact(once)).isEqualTo(once);
    }

    /** Threat 31: a text that makes a pattern try everything. */
    @ParameterizedTest
    @ValueSource(
            strings = {"a", "A_", "eyJ", "-----BEGIN PRIVATE KEY-----", "sk-", "x://", "KEY_", "Bearer ", "?token="})
    void noTextMakesItSlow(String piece) {
        assertThat(redactor.redact(piece.repeat(200_000 / piece.length()))).isNotEmpty();
    }
}
