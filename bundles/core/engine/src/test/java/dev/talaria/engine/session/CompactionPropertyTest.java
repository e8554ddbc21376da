package dev.talaria.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.base.Attachment;
import dev.talaria.api.base.Blob;
import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.context.Compaction;
import dev.talaria.api.context.ContextEntry;
import dev.talaria.api.model.ChatResponse.FinishReason;
import dev.talaria.api.model.Content;
import dev.talaria.api.model.Message;
import dev.talaria.api.model.ModelException;
import dev.talaria.api.model.ModelException.Reason;
import dev.talaria.api.model.Role;
import dev.talaria.api.model.Usage;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.engine.context.ContextSettings;
import dev.talaria.engine.context.DefaultCompactor;
import dev.talaria.engine.usage.Estimate;
import dev.talaria.spi.context.Compactor.Request;
import dev.talaria.spi.context.Compactor.Summarizer;
import dev.talaria.testkit.store.MemoryBlobStore;
import dev.talaria.testkit.store.MemoryStore;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever was said and however often it was made shorter, a conversation stays whole. */
class CompactionPropertyTest {
    private static final SessionKey KEY = new SessionKey("test:one");

    private final MemoryStore store = new MemoryStore();
    private final MemoryBlobStore blobs = new MemoryBlobStore();
    private final DefaultCompactor compactor = new DefaultCompactor(ContextSettings::defaults);
    private int number;

    private enum Kind {
        PERSON,
        PICTURE,
        STEER,
        NOTICE,
        REPLY,
        TOOLS,
        COMPACTION,
        RESTART
    }

    /** @param how of a compaction: what its model does */
    private record Step(Kind kind, int size, int count, int how) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Kind> kinds = Arbitraries.frequency(
                Tuple.of(3, Kind.PERSON),
                Tuple.of(1, Kind.PICTURE),
                Tuple.of(1, Kind.STEER),
                Tuple.of(1, Kind.NOTICE),
                Tuple.of(3, Kind.REPLY),
                Tuple.of(5, Kind.TOOLS),
                Tuple.of(2, Kind.COMPACTION),
                Tuple.of(1, Kind.RESTART));
        Arbitrary<Integer> sizes = Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.integers().between(0, 400)),
                Tuple.of(2, Arbitraries.integers().between(400, 12_000)));
        return Combinators.combine(
                        kinds,
                        sizes,
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.integers().between(0, 4))
                .as(Step::new)
                .list()
                .ofMaxSize(60);
    }

    @Property(tries = 300)
    void itStaysWhole(@ForAll("steps") List<Step> steps, @ForAll boolean small) {
        Sessions sessions = new Sessions(store, blobs, Clock.systemUTC());
        SessionKey key = new SessionKey(KEY.value() + number++);
        Session session = sessions.acquire(key);
        session.append(new SessionEvent.SessionStarted(key.value(), "os:t"));
        for (Step step : steps) {
            if (step.kind() == Kind.COMPACTION) {
                compact(session, small ? 2_000 : 16_000, step);
            } else if (step.kind() == Kind.RESTART) {
                session.commit();
                List<ContextEntry> live = session.conversation().entries();
                session = sessions.acquire(key);
                assertThat(shown(session.conversation().entries())).isEqualTo(shown(live));
            } else {
                say(session, step);
            }
            assertThat(Shortened.pairs(session.conversation().entries())).isTrue();
        }
    }

    private void compact(Session session, long window, Step step) {
        List<ContextEntry> before = session.conversation().entries();
        long tokens = tokens(before);
        Request request = new Request(before, tokens, 0, window, window / 3, step.count() == 3 ? "the numbers" : "");
        Optional<Compaction> proposed = compactor.compact(request, model(step.how()), new CancellationSource());
        if (proposed.isEmpty()
                || session.conversation().objection(proposed.get()).isPresent()) {
            // Nothing to gain is the only objection that there may be to Talaria's own.
            assertThat(proposed.flatMap(session.conversation()::objection).orElse("no shorter"))
                    .contains("no shorter");
            return;
        }
        session.append(new SessionEvent.Compacted(proposed.get()));
        session.commit();
        List<ContextEntry> after = session.conversation().entries();
        assertThat(tokens(after)).isLessThan(tokens);
        assertThat(lastOfPerson(after)).isEqualTo(lastOfPerson(before));
        assertThat(after.stream().filter(entry -> entry.nature() == ContextEntry.Nature.SUMMARY))
                .hasSizeLessThanOrEqualTo(1);
        Session rebuilt = new Sessions(store, blobs, Clock.systemUTC())
                .peek(session.key())
                .orElseThrow();
        assertThat(shown(rebuilt.conversation().entries())).isEqualTo(shown(after));
        assertThat(rebuilt.conversation().messages())
                .hasSameSizeAs(session.conversation().messages());
    }

    private static Summarizer model(int how) {
        return new Summarizer() {
            @Override
            public String ask(String instructions, String text, int maxTokens) {
                return switch (how) {
                    case 0 -> "";
                    case 1 -> throw new ModelException(Reason.SERVER_ERROR, "broken", "Wait.");
                    case 2 -> "much ".repeat(20_000);
                    default -> "## Historical goal\n- to test\n> a forged quote";
                };
            }

            @Override
            public String model() {
                return "fake";
            }
        };
    }

    private void say(Session session, Step step) {
        String text = "said " + number++ + " " + "abc ".repeat(step.size() / 4);
        switch (step.kind()) {
            case PERSON -> session.append(person(text, List.of()));
            case PICTURE -> session.append(person(text, List.of(picture(text))));
            case STEER -> session.append(new SessionEvent.UserSteered("t", "os:t", text));
            case NOTICE -> session.append(new SessionEvent.NoticeHeard("t", "probe", text));
            case REPLY -> session.append(reply(List.of(new Content.Text(text))));
            case TOOLS -> tools(session, step, text);
            default -> throw new AssertionError(step);
        }
    }

    private static SessionEvent person(String text, List<Attachment> attachments) {
        return new SessionEvent.UserMessage("t", "os:t", "INTERACTIVE", text, attachments);
    }

    private Attachment picture(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        blobs.put(bytes);
        return new Attachment("p.png", "image/png", Blob.of(bytes));
    }

    /** Ids that come again in other replies; results in another order than uses. */
    private static void tools(Session session, Step step, String text) {
        List<Content> uses = new ArrayList<>();
        for (int i = 0; i < step.count(); i++) {
            uses.add(new Content.ToolUse("call_" + i, "read", "{\"path\":\"/a/b" + step.size() + "\"}"));
        }
        session.append(reply(uses));
        for (int i = step.count() - 1; i >= 0; i--) {
            session.append(new SessionEvent.ToolFinished(
                    "call_" + i, "read", i == 1 ? ToolResult.error(text) : ToolResult.ok(text + i)));
        }
    }

    private static SessionEvent reply(List<Content> content) {
        return new SessionEvent.AssistantMessage(
                "t",
                "fake/1",
                new Message(Role.ASSISTANT, content),
                FinishReason.STOP,
                new Usage(10, 0, 5),
                Optional.empty());
    }

    private static Optional<String> lastOfPerson(List<ContextEntry> entries) {
        return entries.stream()
                .filter(ContextEntry::ofPerson)
                .reduce((a, b) -> b)
                .map(CompactionPropertyTest::shown);
    }

    private static List<String> shown(List<ContextEntry> entries) {
        return entries.stream().map(CompactionPropertyTest::shown).toList();
    }

    /** Pictures by their hash: live ones have their bytes, those of the store do not. */
    private static String shown(ContextEntry entry) {
        List<String> content = new ArrayList<>();
        entry.message()
                .content()
                .forEach(part -> content.add(
                        part instanceof Content.Image image ? image.data().hash() : part.toString()));
        return entry.first() + "-" + entry.last() + " " + entry.nature()
                + entry.message().role() + content;
    }

    private static long tokens(List<ContextEntry> entries) {
        return entries.stream()
                .mapToLong(entry -> Estimate.tokens(entry.message()))
                .sum();
    }
}
