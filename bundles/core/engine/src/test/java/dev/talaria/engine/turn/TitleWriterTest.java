package dev.talaria.engine.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.agent.TurnRequest.Source;
import dev.talaria.api.base.Principal;
import dev.talaria.api.model.ModelEndpoint.Origin;
import dev.talaria.api.model.Purpose.Task;
import dev.talaria.api.session.SessionSummary;
import dev.talaria.engine.control.SessionControlService;
import dev.talaria.engine.control.TitleWriter;
import dev.talaria.engine.model.ModelSettings;
import dev.talaria.engine.secret.Redactor;
import dev.talaria.engine.session.SessionJournals;
import dev.talaria.testkit.model.FakeChatModel;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TitleWriterTest {
    private final EngineFixture engine = new EngineFixture();
    private final FakeChatModel titles = new FakeChatModel("titles", Origin.CONFIGURED);
    private final SessionJournals catalog = new SessionJournals(engine.store, engine.blobs);
    private final List<Runnable> background = new ArrayList<>();
    private final SessionControlService control = new SessionControlService(
            engine.store,
            engine.blobs,
            engine.sessions,
            engine.queue,
            engine.models,
            engine.sandboxes,
            engine.tools,
            Clock.systemUTC());

    @BeforeEach
    void aModelForTitles() {
        engine.models.add(titles);
        configure(Map.of(Task.TITLE, "titles"));
        engine.interceptors.add(
                TitleWriter.of(catalog, engine.sessions, engine.models, control, new Redactor(), background::add));
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private void configure(Map<Task, String> models) {
        ModelSettings d = ModelSettings.defaults().withoutRetries();
        engine.models.configure(new ModelSettings(
                "fake",
                d.fallbacks(),
                models,
                d.retries(),
                d.longestWait(),
                d.concurrent(),
                d.endpointLimits(),
                d.known()));
    }

    @Test
    void theFirstExchangeGetsATitleFromTheModelForTitles() {
        titles.reply("\"Plans for a garden.\"\nand more");
        say("What grows in shade? My key is sk-ant-abcdefghijklmnopqrstuvwxyz0123456789");
        runBackground();
        assertThat(summary().title()).isEqualTo("Plans for a garden");
        assertThat(summary().titledBy()).isEqualTo("talaria");
        assertThat(titles.requests().get(0).messages().get(0).text())
                .contains("What grows in shade?", "re What")
                .doesNotContain("abcdefghijklmnop");
        say("more");
        runBackground();
        assertThat(titles.requests()).hasSize(1);
    }

    @Test
    void aTitleThatAPersonGaveMeanwhileStays() {
        titles.reply("Plans");
        say("hello");
        control.title(summary().id(), "Mine", new Principal("os:anna", "Anna"));
        runBackground();
        assertThat(summary().title()).isEqualTo("Mine");
        assertThat(titles.requests()).isEmpty();
    }

    @Test
    void aFailureIsSilentAndTriedAgainAtTheNextTurn() {
        titles.reply("x".repeat(200)).reply("Second try");
        say("hello");
        runBackground();
        assertThat(summary().title()).isEqualTo("hello");
        say("again");
        runBackground();
        assertThat(summary().title()).isEqualTo("Second try");
    }

    @Test
    void whileATurnRunsTheTitleWaitsForTheNext() {
        titles.reply("Too late");
        say("hello");
        engine.queue.tryEnter(EngineFixture.KEY);
        runBackground();
        engine.queue.leave(EngineFixture.KEY);
        assertThat(summary().title()).isEqualTo("hello");
    }

    @Test
    void withoutAModelForTitlesOrWithoutAPersonThereIsNone() {
        engine.model.reply("done");
        engine.runner.run(engine.message("a job").withSource(Source.SCHEDULE), engine);
        configure(Map.of());
        say("hello");
        assertThat(background).isEmpty();
    }

    private void say(String text) {
        engine.model.reply("re " + text);
        engine.say(text);
    }

    private void runBackground() {
        background.forEach(Runnable::run);
        background.clear();
    }

    private SessionSummary summary() {
        return catalog.find(EngineFixture.KEY).orElseThrow();
    }
}
