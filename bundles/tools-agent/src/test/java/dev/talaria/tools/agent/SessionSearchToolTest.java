package dev.talaria.tools.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.approval.EffectKind;
import dev.talaria.api.approval.Effects;
import dev.talaria.api.base.Json;
import dev.talaria.api.base.Principal;
import dev.talaria.api.base.SessionId;
import dev.talaria.api.session.SessionSearch.Order;
import dev.talaria.api.session.SessionSearch.Query;
import dev.talaria.api.session.SessionSearch.Speaker;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.spi.tool.Tool;
import dev.talaria.testkit.tool.FakeToolContext;
import dev.talaria.testkit.tool.ToolContract;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SessionSearchToolTest extends ToolContract {
    private final FakeSearch search = new FakeSearch();

    @Override
    protected Tool tool() {
        return new SessionSearchTool(search);
    }

    @Override
    protected List<Map<String, Object>> samples() {
        return List.of(
                Json.object("query", "tulips"),
                Json.object(
                        "query", "tulips", "session_id", "test-session", "roles", List.of("tool"), "sort", "newest"),
                Json.object("session_id", "test-session", "around", 4L, "window", 3L),
                Json.object("session_id", "test-session"),
                Json.object());
    }

    private ToolResult run(Object... arguments) throws Exception {
        return runFor(Principal.osUser(), arguments);
    }

    private ToolResult runFor(Principal principal, Object... arguments) throws Exception {
        return tool().call(
                        call(Json.object(arguments)),
                        FakeToolContext.builder().principal(principal).build());
    }

    /** Threat: a stranger in a chat who asks what others have said. */
    @Test
    void whoeverIsNotTheOwnerRecallsThisSessionOnly() throws Exception {
        Principal stranger = new Principal("telegram:4711", "Eve");
        ToolResult refused = runFor(stranger, "session_id", "s1");
        assertThat(refused.status()).isEqualTo(ToolResult.Status.ERROR);
        assertThat(refused.text()).contains("only this session", "test-session");
        assertThat(runFor(stranger, "session_id", "s1", "around", 4L).status()).isEqualTo(ToolResult.Status.ERROR);
        assertThat(search.asked).isEmpty();
        runFor(stranger, "query", "tulips");
        assertThat(search.asked.get(0).session()).contains(new SessionId("test-session"));
        assertThat(runFor(stranger).text()).as("nothing given lists no others").doesNotContain("Garden");
    }

    @Test
    void itOnlyReadsAndMayBeRepeated() {
        assertThat(tool().spec().maximum()).containsExactly(EffectKind.READ);
        assertThat(tool().effects(call(Json.object("query", "tulips")))).isEqualTo(new Effects(List.of(), true));
    }

    @Test
    void aQueryGivesSnippetsWithLinks() throws Exception {
        assertThat(run("query", "tulips").text())
                .contains(
                        "session:s1  Garden plans  last 2026-11-23T04:05:00Z, 3 turns\n",
                        "- link session:s1#4  2026-11-23T04:05:00Z  assistant m1\n  wild >>>tulips<<<\n  grow",
                        "and 2 more",
                        "session:test-session  (no title)  last 2026-11-23T04:05:00Z, 3 turns (this session)");
        assertThat(search.asked)
                .containsExactly(new Query(
                        "tulips",
                        Optional.empty(),
                        Set.of(),
                        Optional.of(new SessionId("test-session")),
                        Order.RELEVANCE,
                        3,
                        3));
    }

    @Test
    void theFiltersArePassedOn() throws Exception {
        run("query", "tulips", "session_id", " s1 ", "roles", List.of("user", "tool"), "sort", "oldest", "limit", 7L);
        Query asked = search.asked.get(0);
        assertThat(asked.session()).contains(new SessionId("s1"));
        assertThat(asked.speakers()).containsExactlyInAnyOrder(Speaker.USER, Speaker.TOOL);
        assertThat(asked.order()).isEqualTo(Order.OLDEST);
        assertThat(asked.sessions()).isEqualTo(7);
    }

    @Test
    void whatIsNotFoundSaysWhatToTry() throws Exception {
        assertThat(run("query", "roses")).satisfies(result -> {
            assertThat(result.status()).isEqualTo(ToolResult.Status.OK);
            assertThat(result.text()).contains("Nothing found for roses", "fewer words");
        });
    }

    /** What was left out of the context must be readable in full. */
    @Test
    void theEventThatIsMeantIsShownInFullAndItsNeighboursInPart() throws Exception {
        search.longText = "A" + "x".repeat(9_000) + "😀".repeat(500) + "Z";
        String text = run("session_id", "s1", "around", 4L).text();
        assertThat(text).contains("#4  2026-11-23T04:05:00Z  tool read_file\n  " + search.longText + "\n#5");
        assertThat(text.substring(text.indexOf("#5")))
                .contains("characters left out")
                .hasSizeLessThan(800);
        assertThat(text.getBytes(StandardCharsets.UTF_8))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(text);
    }

    @Test
    void aSessionIsReadFromBothEndsAndTheLatestAreListed() throws Exception {
        assertThat(run("session_id", "s1").text()).containsSubsequence("#2", "begin", "left out", "#90", "end");
        assertThat(run().text()).contains("session:s1  Garden");
        assertThat(run("query", " ", "session_id", "").text())
                .as("a model fills in what it does not mean")
                .contains("session:s1  Garden");
    }

    @Test
    void whatCannotBeAnsweredSaysWhatToDo() throws Exception {
        assertRefused("'session_id' is not the id", "session_id", "s1#4");
        assertRefused("There is no session none", "session_id", "none");
        assertRefused("'around' needs 'session_id'", "around", 4L);
        assertRefused("either 'query' or 'around'", "query", "tulips", "session_id", "s1", "around", 4L);
        assertRefused("'limit' must be from 1 to 10", "query", "tulips", "limit", 11L);
        assertRefused("'window' must be from 1 to 20", "session_id", "s1", "around", 4L, "window", 21L);
        search.indexed = false;
        assertRefused("No search index is installed", "query", "tulips");
    }

    private void assertRefused(String why, Object... arguments) throws Exception {
        ToolResult result = run(arguments);
        assertThat(result.status()).isEqualTo(ToolResult.Status.ERROR);
        assertThat(result.text()).startsWith("session_search: ").contains(why);
    }
}
