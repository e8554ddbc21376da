package dev.talaria.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {
    private static final List<String> NAMES = List.of("read_file", "terminal", "session_search");

    @Test
    void findsWhatWasMeant() {
        assertThat(NearestName.of("readFile", NAMES)).contains("read_file");
        assertThat(NearestName.of("read-file", NAMES)).contains("read_file");
        assertThat(NearestName.of("Terminal", NAMES)).contains("terminal");
    }

    @Test
    void doesNotGuessWildly() {
        assertThat(NearestName.of("web_search", List.of("read_file"))).isEmpty();
        assertThat(NearestName.of("", NAMES)).isEmpty();
    }
}
