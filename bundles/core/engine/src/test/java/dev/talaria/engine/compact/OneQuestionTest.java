package dev.talaria.engine.compact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.model.ModelException;
import dev.talaria.api.model.ModelException.Reason;
import dev.talaria.api.model.ModelRef;
import dev.talaria.api.model.Purpose;
import dev.talaria.api.model.Purpose.Task;
import dev.talaria.api.model.Urgency;
import dev.talaria.engine.model.ModelRegistry;
import dev.talaria.engine.model.ModelSettings;
import dev.talaria.engine.secret.Redactor;
import dev.talaria.engine.session.Sessions;
import dev.talaria.engine.usage.UsageService;
import dev.talaria.testkit.model.FakeChatModel;
import dev.talaria.testkit.store.MemoryBlobStore;
import dev.talaria.testkit.store.MemoryStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OneQuestionTest {
    private final MemoryStore store = new MemoryStore();
    private final FakeChatModel fake = new FakeChatModel();
    private final ModelRegistry models = new ModelRegistry(UsageService.unlimited(store, Clock.systemUTC()));
    private final CancellationSource cancellation = new CancellationSource();
    private final ImpatientTimer timer = new ImpatientTimer();

    OneQuestionTest() {
        models.add(fake);
        models.configure(ModelSettings.defaults().withoutRetries());
    }

    @AfterEach
    void close() {
        timer.shutdownNow();
    }

    private OneQuestion question() {
        ContextTask task = new ContextTask(
                new Sessions(store, new MemoryBlobStore(), Clock.systemUTC()).acquire(new SessionKey("test:one")),
                new ModelRef(fake.endpoint(), "fake-1"),
                null,
                new Purpose(Task.TURN, Urgency.HUMAN, "os:t", Optional.empty(), Optional.empty(), Optional.empty()),
                () -> {},
                event -> {},
                cancellation);
        return new OneQuestion(models, new Redactor(), timer, Duration.ofSeconds(120), task, 8_192);
    }

    @Test
    void whoTakesTooLongIsStopped() {
        fake.blocking();
        timer.fires = true;
        OneQuestion question = question();
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> question.ask("sum up", "text", 500))
                .withMessageContaining("no summary within 120 s")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.TIMEOUT));
        assertThat(question.failed()).isTrue();
        assertThat(cancellation.isCancelled()).isFalse();
    }

    @Test
    void aTurnThatIsStoppedStopsIt() {
        fake.reply(request -> {
            cancellation.cancel("enough");
            throw new CancellationException("enough");
        });
        assertThatExceptionOfType(CancellationException.class)
                .isThrownBy(() -> question().ask("sum up", "text", 500))
                .withMessage("enough");
    }

    @Test
    void itIsAskedOnceAndSaysWhatItNeedsRoomFor() {
        fake.reply("a summary");
        OneQuestion question = question();
        assertThat(question.ask("sum up", "text", 500)).isEqualTo("a summary");
        assertThat(question.answered()).isTrue();
        // A sixteenth of the window is for thoughts.
        assertThat(fake.requests().get(0).maxOutputTokens()).hasValue(500 + 512);
        assertThatExceptionOfType(ModelException.class)
                .isThrownBy(() -> question.ask("again", "text", 500))
                .withMessageContaining("once");
        assertThat(fake.requests()).hasSize(1);
    }

    /** Every deadline has passed at once. */
    private static final class ImpatientTimer extends ScheduledThreadPoolExecutor {
        private boolean fires;

        ImpatientTimer() {
            super(1);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
            if (fires) {
                command.run();
            }
            return super.schedule(() -> {}, 0, TimeUnit.SECONDS);
        }
    }
}
