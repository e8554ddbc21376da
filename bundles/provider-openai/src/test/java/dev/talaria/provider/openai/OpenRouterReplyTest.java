package dev.talaria.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.talaria.api.model.ChatListener;
import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.ChatRequest.ToolChoice;
import dev.talaria.api.model.ChatResponse;
import dev.talaria.api.model.Content;
import dev.talaria.api.model.Message;
import dev.talaria.api.model.Usage;
import dev.talaria.provider.support.MalformedReply;
import dev.talaria.provider.support.WireJson;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Thoughts, figures and cost in replies of OpenRouter and of those that name their figures otherwise. */
class OpenRouterReplyTest {
    private final ChatRequest request =
            new ChatRequest("m", "", List.of(), List.of(Message.user("hi")), ToolChoice.AUTO);

    /** As Claude's come by way of OpenRouter: the text in parts, the signature in one of its own. */
    @Test
    void partsOfOneThoughtAreOne() throws Exception {
        ChatResponse response = reply(
                Preset.OPENROUTER,
                details("'reasoning':'Let',", "{'type':'reasoning.text','text':'Let','format':'f','index':0}"),
                details(
                        "'reasoning':' me.',",
                        "{'type':'reasoning.text','text':' me.','signature':null,'format':'f','index':0}"),
                details("", "{'type':'reasoning.text','signature':'EtC=','format':'f','index':0}"),
                details("", "{'type':'reasoning.encrypted','data':'ab','id':'r1','index':0}"),
                details("", "{'type':'reasoning.encrypted','data':'cd','id':'r2','index':1}"),
                details("'reasoning':'Su',", "{'type':'reasoning.summary','summary':'Su','index':2}"),
                details("'reasoning':'m',", ""),
                details("", "{'type':'reasoning.summary','summary':'m','index':2}"));

        assertThat(response.message().content())
                .containsExactly(new Content.Reasoning(
                        "Let me.Sum",
                        "openrouter",
                        json("[{'type':'reasoning.text','text':'Let me.','format':'f','index':0,'signature':'EtC='},"
                                + "{'type':'reasoning.encrypted','data':'ab','id':'r1','index':0},"
                                + "{'type':'reasoning.encrypted','data':'cd','id':'r2','index':1},"
                                + "{'type':'reasoning.summary','summary':'Sum','index':2}]")));
    }

    @Test
    void partsWithoutAnIndexFollowEachOtherUntilTheSignature() throws Exception {
        ChatResponse response = reply(
                Preset.NOUS,
                details("", "{'type':'reasoning.text','text':'a'}"),
                details("", "{'type':'reasoning.text','text':'b','signature':'s'}"),
                details("", "{'type':'reasoning.text','text':'c'}"),
                details("", "{'type':'reasoning.encrypted','data':'d'}"),
                details("", "{'type':'reasoning.encrypted','data':'e'}"));

        assertThat(response.message().content())
                .containsExactly(new Content.Reasoning(
                        "abc",
                        "openrouter",
                        json("[{'type':'reasoning.text','text':'ab','signature':'s'},"
                                + "{'type':'reasoning.text','text':'c'},"
                                + "{'type':'reasoning.encrypted','data':'d'},"
                                + "{'type':'reasoning.encrypted','data':'e'}]")));
    }

    @Test
    void aWholeReplyHasWholeThoughts() throws Exception {
        var assembler = new ReplyAssembler("m", ChatListener.SILENT, Preset.OPENROUTER);
        String details =
                "[{'type':'reasoning.text','text':'a','index':0},{'type':'reasoning.text','text':'b','index':0}]";

        assembler.acceptWhole(parse("{'choices':[{'message':{'reasoning':'ab','reasoning_details':" + details
                + ",'content':'yes'},'finish_reason':'stop'}]}"));

        assertThat(assembler.finish(request).message().content())
                .containsExactly(new Content.Reasoning("ab", "openrouter", json(details)), new Content.Text("yes"));
    }

    @Test
    void otherEndpointsHaveNoSuchThoughts() throws Exception {
        ChatResponse response =
                reply(Preset.VLLM, details("'reasoning':'Let',", "{'type':'reasoning.text','text':'Let','index':0}"));

        assertThat(response.message().content()).containsExactly(new Content.Reasoning("Let"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "'text'", "7", "{}", "[]", "['a',null,3]"})
    void thoughtsThatAreNone(String details) throws Exception {
        ChatResponse response = reply(
                Preset.OPENROUTER, "{'choices':[{'delta':{'content':'yes','reasoning_details':" + details + "}}]}");

        assertThat(response.message().content()).containsExactly(new Content.Text("yes"));
    }

    @Test
    void figures() throws Exception {
        ChatResponse response = reply(
                Preset.OPENROUTER,
                "{'choices':[],'usage':{'prompt_tokens':194,'completion_tokens':20,'cost':0.00014,'is_byok':false,"
                        + "'cost_details':{'upstream_inference_cost':0.00014},"
                        + "'prompt_tokens_details':{'cached_tokens':90,'cache_write_tokens':100},"
                        + "'completion_tokens_details':{'reasoning_tokens':12}}}");

        assertThat(response.usage()).isEqualTo(new Usage(194, 90, 20, 100, 12));
        assertThat(response.cost()).hasValueSatisfying(cost -> {
            assertThat(cost.usd()).isEqualByComparingTo("0.00014");
            assertThat(cost.source()).isEqualTo("openrouter");
            assertThat(cost.asOf())
                    .isBetween(LocalDate.now(ZoneOffset.UTC).minusDays(1), LocalDate.now(ZoneOffset.UTC));
        });
    }

    @Test
    void deepSeekNamesItsCacheOtherwise() throws Exception {
        ChatResponse response = reply(
                Preset.NONE,
                "{'choices':[],'usage':{'prompt_tokens':10,'completion_tokens':2,'prompt_cache_hit_tokens':6,"
                        + "'prompt_cache_miss_tokens':4}}");

        assertThat(response.usage()).isEqualTo(new Usage(10, 6, 2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'cost':0|0",
                "'cost':0.95|0.95",
                "'cost':'0.5'|0.5",
                "'cost':1e-9|0.000000001",
                "'cost':0.01,'is_byok':true,'cost_details':{'upstream_inference_cost':0.2}|0.21",
                "'cost':0.01,'is_byok':true|",
                "'cost':-0.1|",
                "'cost':1e400|",
                "'cost':99999|",
                "'cost':'NaN'|",
                "'cost':'1e999999999'|",
                "'cost':'1e-999999999'|",
                "'cost':null|",
                "'cost':{}|",
                "'other':1|",
            })
    void cost(String fields, BigDecimal expected) throws Exception {
        var cost = reply(Preset.OPENROUTER, "{'choices':[],'usage':{" + fields + "}}")
                .cost();

        assertThat(cost.isPresent()).isEqualTo(expected != null);
        cost.ifPresent(known -> assertThat(known.usd()).isEqualByComparingTo(expected));
    }

    @Test
    void whatOthersCallCostMayBeAnything() throws Exception {
        assertThat(reply(Preset.NOUS, "{'choices':[],'usage':{'cost':1}}").cost())
                .isEmpty();
        assertThat(reply(Preset.NONE, "{'choices':[],'usage':{'cost':1}}").cost())
                .isEmpty();
    }

    private ChatResponse reply(Preset preset, String... chunks) throws MalformedReply {
        var assembler = new ReplyAssembler("m", ChatListener.SILENT, preset);
        for (String chunk : chunks) {
            assembler.acceptChunk(parse(chunk));
        }
        return assembler.finish(request);
    }

    private static String details(String before, String detail) {
        return "{'choices':[{'delta':{" + before + "'reasoning_details':[" + detail + "]}}]}";
    }

    private static JsonNode parse(String text) throws MalformedReply {
        return WireJson.parse(json(text));
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
