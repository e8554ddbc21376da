package dev.talaria.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.model.Cost;
import dev.talaria.api.model.ModelEndpoint;
import dev.talaria.api.model.ModelEndpoint.Origin;
import dev.talaria.api.model.ModelFacts;
import dev.talaria.api.model.ModelInfo;
import dev.talaria.api.model.ModelPrice;
import dev.talaria.api.model.ModelRef;
import dev.talaria.api.model.Usage;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownModelsTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final ModelRef MODEL =
            new ModelRef(new ModelEndpoint("lab", Origin.CONFIGURED, "http://127.0.0.1:8000/v1", ""), "qwen3");

    @Test
    void theOperatorGoesBeforeTheEndpointAndThatBeforeTheTable() {
        Optional<ModelInfo> said =
                Optional.of(ModelInfo.of("qwen3").withContextTokens(32_000).withOutputTokens(4_000));
        ModelFacts operator = known("lab/* context=8000").facts(MODEL, said);
        assertThat(operator.info().contextTokens()).hasValue(8_000);
        assertThat(operator.info().outputTokens()).hasValue(4_000);
        assertThat(operator.contextSource()).isEqualTo("etc/dev.talaria.models.cfg");
        ModelFacts endpoint = known("other/* context=8000").facts(MODEL, said);
        assertThat(endpoint.info().contextTokens()).hasValue(32_000);
        assertThat(endpoint.contextSource()).isEqualTo("the endpoint");
    }

    @Test
    void aPriceOfTheTableIsForTheVendorsOwnHostOnly() {
        ModelInfo own = known().facts(
                        new ModelRef(
                                new ModelEndpoint("a", Origin.ENVIRONMENT, "https://api.anthropic.com", ""),
                                "claude-opus-4-5-20251101"),
                        Optional.empty())
                .info();
        assertThat(own.price().orElseThrow().output()).isEqualByComparingTo("25");
        assertThat(own.price().orElseThrow().source()).startsWith("https://platform.claude.com/");
        ModelFacts elsewhere = known().facts(new ModelRef(MODEL.endpoint(), "claude-haiku-4-5"), Optional.empty());
        assertThat(elsewhere.info().price()).isEmpty();
        assertThat(elsewhere.info().contextTokens()).hasValue(200_000);
        assertThat(elsewhere.contextSource()).isEqualTo("Talaria's table");
    }

    @Test
    void nobodyKnows() {
        ModelRef unheard = new ModelRef(MODEL.endpoint(), "zz-unheard-of");
        ModelFacts facts = known().facts(unheard, Optional.empty());
        assertThat(facts).isEqualTo(new ModelFacts(ModelInfo.of("zz-unheard-of"), ""));
    }

    @Test
    void theFirstLineThatFitsAndHasTheKeyCounts() {
        ModelInfo info = known("lab/qwen* context=10", "lab/* context=20 maxOutput=5 images=no")
                .facts(MODEL, Optional.empty())
                .info();
        assertThat(info.contextTokens()).hasValue(10);
        assertThat(info.outputTokens()).hasValue(5);
        assertThat(info.takesImages()).contains(false);
    }

    @Test
    void aPriceNamesItsSourceAndDay() {
        ModelPrice price = known("lab/* inputPrice=2 cachedPrice=0.5 outputPrice=10")
                .facts(MODEL, Optional.empty())
                .info()
                .price()
                .orElseThrow();
        Cost cost = price.of(new Usage(1_000_000, 400_000, 100_000, 100_000, 0));
        // 500,000 plain at 2, 400,000 cached at 0.5, 100,000 written at 2, 100,000 out at 10
        assertThat(cost.usd()).isEqualByComparingTo("2.4");
        assertThat(cost.source()).isEqualTo("etc/dev.talaria.models.cfg");
        assertThat(cost.asOf()).isEqualTo(TODAY);
        assertThat(price.most(1_000_000, 100_000)).isEqualByComparingTo(new BigDecimal("3"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lab/*",
                "lab/* context",
                "lab/* contxt=5",
                "lab/* context=many",
                "lab/* context=-1",
                "lab/* inputPrice=1",
                "lab/* inputPrice=1 outputPrice=cheap",
                "lab/* inputPrice=-1 outputPrice=1",
                "lab/* inputPrice=1 outputPrice=1 asOf=yesterday"
            })
    void whatIsNoFactIsNamed(String line) {
        assertThatThrownBy(() -> known(line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("=");
    }

    @Test
    void theLinesOfAModelAreLookedUpOnceAndWhatTheEndpointSaysIsNot() {
        KnownModels known = known("lab/* inputPrice=2 outputPrice=10");
        ModelFacts first = known.facts(MODEL, Optional.empty());
        ModelFacts second = known.facts(
                new ModelRef(MODEL.endpoint(), "qwen3"),
                Optional.of(ModelInfo.of("qwen3").withContextTokens(7)));
        assertThat(second.info().price().orElseThrow())
                .isSameAs(first.info().price().orElseThrow());
        assertThat(second.info().contextTokens()).hasValue(7);
        assertThat(known.kept()).isEqualTo(1);
    }

    @Test
    void manyModelsDoNotFillTheMemory() {
        KnownModels known = known("lab/* context=8000");
        for (int i = 0; i < 3 * KnownModels.MOST_KEPT; i++) {
            ModelFacts facts = known.facts(new ModelRef(MODEL.endpoint(), "model-" + i), Optional.empty());
            assertThat(facts.info().contextTokens()).hasValue(8_000);
            assertThat(known.kept()).isBetween(1, KnownModels.MOST_KEPT);
        }
    }

    private static KnownModels known(String... lines) {
        return new KnownModels(List.of(lines), TODAY);
    }
}
