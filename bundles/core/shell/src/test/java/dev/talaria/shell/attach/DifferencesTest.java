package dev.talaria.shell.attach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.attach.Hello;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DifferencesTest {
    private static final Map<String, String> INSTANCE = Map.of("OPENAI_API_KEY", "sk-one", "LANG", "C");

    @Test
    void aKeyThatTheInstanceDoesNotHaveIsNamedAndNeverShown() {
        assertThat(between(Map.of("OPENROUTER_API_KEY", Hello.fingerprint("sk-two"))))
                .singleElement()
                .asString()
                .contains("Set here, but not where the running Talaria was started: OPENROUTER_API_KEY.")
                .contains("talaria restart");
        assertThat(between(Map.of("OPENAI_API_KEY", Hello.fingerprint("sk-two"))))
                .singleElement()
                .asString()
                .contains("started with another OPENAI_API_KEY")
                .doesNotContain("sk-");
    }

    @Test
    void whatIsTheSameOrNotSetHereIsNotMentioned() {
        assertThat(between(Map.of("OPENAI_API_KEY", Hello.fingerprint("sk-one"), "LANG", "de_DE")))
                .isEmpty();
        assertThat(between(Map.of())).isEmpty();
    }

    @Test
    void bothKindsOfDifferenceAreNamed() {
        assertThat(between(Map.of("NOUS_API_KEY", Hello.fingerprint("a"), "OPENAI_API_KEY", Hello.fingerprint("b"))))
                .hasSize(2);
    }

    private static List<String> between(Map<String, String> client) {
        Hello hello = new Hello("1", List.of("ask"), "/", "", 0, 0, false, false, false, client);
        return Differences.between(hello, "1", INSTANCE);
    }
}
