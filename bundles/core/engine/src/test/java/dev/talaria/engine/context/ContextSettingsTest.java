package dev.talaria.engine.context;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContextSettingsTest {
    private final ContextSettings settings = ContextSettings.defaults();

    /** Window, threshold, tail, summary of 100,000 tokens. */
    @ParameterizedTest
    @CsvSource({
        "8192, 6144, 1638, 512",
        "32768, 24576, 6553, 1638",
        "128000, 96000, 10000, 6400",
        "200000, 150000, 10000, 10000",
        "340000, 255000, 10000, 10000",
        "400000, 256000, 10000, 10000",
        "511999, 256000, 12799, 10000",
        "512000, 256000, 12800, 10000",
        "1000000, 256000, 25000, 10000",
        "2000000, 256000, 25000, 10000"
    })
    void windowsOfAllSizesHaveRoom(long window, long threshold, long tail, long summary) {
        assertThat(settings.threshold(window)).isEqualTo(threshold);
        assertThat(settings.tailTokens(window)).isEqualTo(tail);
        assertThat(settings.summaryTokens(100_000, window)).isEqualTo(summary);
        assertThat(settings.target(window)).isEqualTo((long) (threshold * 0.6));
    }

    @ParameterizedTest
    @CsvSource({"400000, 200000", "600000, 256000"})
    void aLargeWindowHasARatioOfItsOwn(long window, long threshold) {
        ContextSettings own = new ContextSettings(
                0.5,
                0.5,
                256_000,
                settings.headMessages(),
                settings.tailRatio(),
                settings.minTailTokens(),
                settings.maxTailTokens(),
                settings.minTailMessages(),
                settings.pruneAboveChars(),
                settings.maxInputChars(),
                settings.summaryTimeout());
        assertThat(own.threshold(window)).isEqualTo(threshold);
    }
}
