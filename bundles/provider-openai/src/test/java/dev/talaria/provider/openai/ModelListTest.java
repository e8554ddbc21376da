package dev.talaria.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.model.ModelInfo;
import dev.talaria.api.model.ModelPrice;
import dev.talaria.provider.support.MalformedReply;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What endpoints say of their models. */
class ModelListTest {
    @Test
    void openRouter() throws Exception {
        ModelInfo model = only(
                "openrouter",
                "{'id':'anthropic/claude-sonnet-4.5','context_length':1000000,"
                        + "'architecture':{'modality':'text+image->text','input_modalities':['text','image','file'],"
                        + "'output_modalities':['text'],'tokenizer':'Claude','instruct_type':null},"
                        + "'pricing':{'prompt':'0.000003','completion':'0.000015','request':'0','image':'0',"
                        + "'input_cache_read':'0.0000003','input_cache_write':'0.00000375'},"
                        + "'top_provider':{'context_length':1000000,'max_completion_tokens':64000,'is_moderated':false},"
                        + "'per_request_limits':null}");

        assertThat(model.contextTokens()).hasValue(1_000_000);
        assertThat(model.outputTokens()).hasValue(64_000);
        assertThat(model.takesImages()).contains(true);
        ModelPrice price = model.price().orElseThrow();
        assertThat(List.of(price.input(), price.cachedInput(), price.cacheWrite(), price.output()))
                .containsExactly(
                        new BigDecimal("3"), new BigDecimal("0.3"), new BigDecimal("3.75"), new BigDecimal("15"));
        assertThat(price.source()).isEqualTo("openrouter");
        assertThat(price.asOf()).isBetween(LocalDate.now(ZoneOffset.UTC).minusDays(1), LocalDate.now(ZoneOffset.UTC));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'prompt':'0','completion':'0'|0 0 0 0",
                "'prompt':'0.000001','completion':'0.000002'|1 1 1 2",
                "'prompt':0.000001,'completion':2e-6,'input_cache_read':'-1','input_cache_write':'x'|1.0 1.0 1.0 2.0",
                "'prompt':'-1','completion':'-1'|",
                "'prompt':'0.000001'|",
                "'prompt':'0.000001','completion':null|",
                "'prompt':'0.000001','completion':'2'|",
                "'prompt':'NaN','completion':'0.000002'|",
                "'prompt':'1e-999999999','completion':'0.000002'|",
            })
    void prices(String pricing, String expected) throws Exception {
        Optional<ModelPrice> price =
                only("nous", "{'id':'m','pricing':{" + pricing + "}}").price();

        assertThat(price.map(known -> known.input() + " " + known.cachedInput() + " " + known.cacheWrite() + " "
                                + known.output())
                        .orElse(null))
                .isEqualTo(expected);
        assertThat(price.map(ModelPrice::source).orElse("nous")).isEqualTo("nous");
    }

    @Test
    void pricesOfOthersMayBeInAnything() throws Exception {
        assertThat(only("", "{'id':'m','pricing':{'prompt':'3','completion':'15'}}")
                        .price())
                .isEmpty();
        assertThat(only("", "{'id':'m','pricing':{'prompt':'0.1','completion':'0.1'}}")
                        .price())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "vllm|{'id':'m','object':'model','owned_by':'vllm','root':'m','max_model_len':32768}|32768",
                "sglang|{'id':'m','object':'model','owned_by':'sglang','max_model_len':40960}|40960",
                "llamacpp|{'id':'m','owned_by':'llamacpp','meta':{'n_ctx':2048,'n_ctx_train':8192}}|2048",
                "lmstudio|{'id':'m','object':'model','owned_by':'organization_owner'}|",
                "ollama|{'id':'m','object':'model','created':1,'owned_by':'library'}|",
            })
    void serversOfOnesOwn(String preset, String entry, Long context) throws Exception {
        ModelInfo model = only(preset, entry);

        assertThat(model.contextTokens()).isEqualTo(context == null ? OptionalLong.empty() : OptionalLong.of(context));
        assertThat(model.price()).isEmpty();
        assertThat(model.takesImages()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "['text']|false",
                "['text','image']|true",
                "[]|",
                "null|",
                "'image'|",
                "[7,null,{'image':1}]|false",
            })
    void pictures(String modalities, Boolean expected) throws Exception {
        assertThat(only("", "{'id':'m','architecture':{'input_modalities':" + modalities + "}}")
                        .takesImages())
                .isEqualTo(Optional.ofNullable(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'id':'m','context_length':'big','top_provider':7,'architecture':[],'pricing':'free'}",
                "{'id':'m','context_length':-5,'top_provider':{'max_completion_tokens':null},'pricing':null}",
                "{'id':'m','context_length':1e400,'top_provider':[],'architecture':null,'meta':3}",
            })
    void whatCannotBeTrueIsNotKnown(String entry) throws Exception {
        assertThat(only("openrouter", entry)).isEqualTo(ModelInfo.of("m"));
    }

    @Test
    void theDefaultComesFirstWithWhatIsKnownOfIt() throws Exception {
        List<ModelInfo> models = list(
                Map.of("preset", "vllm", "defaultModel", "b"),
                "{'id':'a'},{'name':'no id'},3,{'id':'b','max_model_len':9}");

        assertThat(models).containsExactly(ModelInfo.of("b").withContextTokens(9), ModelInfo.of("a"));
    }

    private static ModelInfo only(String preset, String entry) throws MalformedReply {
        List<ModelInfo> models = list(Map.of("preset", preset, "baseUrl", "http://127.0.0.1:9/v1"), entry);
        assertThat(models).hasSize(1);
        return models.get(0);
    }

    private static List<ModelInfo> list(Map<String, Object> config, String entries) throws MalformedReply {
        return ModelList.parse(
                ("{'object':'list','data':[" + entries + "]}").replace('\'', '"'),
                EndpointSettings.of(TestConfig.of(config)));
    }
}
