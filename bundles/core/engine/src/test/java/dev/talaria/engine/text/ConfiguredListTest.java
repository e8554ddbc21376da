package dev.talaria.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConfiguredListTest {
    @Test
    void commasPartEntriesHoweverTheyCome() {
        assertThat(ConfiguredList.of(new String[] {"a b , c", "", " d "})).containsExactly("a b", "c", "d");
        assertThat(ConfiguredList.of(new String[0])).isEmpty();
    }

    @Test
    void aCommaOfItsOwnIsWrittenWithABackslash() {
        assertThat(ConfiguredList.of(new String[] {"command x\\,y, b"})).containsExactly("command x,y", "b");
    }
}
