package dev.talaria.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.base.Attachment;
import dev.talaria.api.base.Blob;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.context.ContextUsage;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** /new, /undo, /retry, /stop, /steer, /compress, /context, /whoami. */
class ConversationCommandsTest {
    private final World world = new World().talking();

    @Test
    void newGoesOnElsewhereAndSaysTheWayBack() {
        assertThat(world.run("/new"))
                .isEqualTo("A new conversation. The last one is \u201cGarden plans\u201d. Go back with"
                        + " `/resume cli:test`.");
        assertThat(world.conversation.done).containsExactly("go to new");
        world.conversation.at(new SessionKey("cli:other"));
        assertThat(world.run("/reset")).isEqualTo("A new conversation.");
    }

    @Test
    void aGuestIsShownNoWayThatIsNotHis() {
        world.conversation.ofGuest();
        assertThat(world.run("/new")).isEqualTo("A new conversation. The last one is \u201cGarden plans\u201d.");
        assertThat(world.run("/undo")).endsWith("Files that were changed stay changed.");
        assertThat(world.run("/branch")).doesNotContain("/resume");
    }

    @Test
    void undoNamesWhatWasTakenBack() {
        world.sessions.undoing("dig *here*\nand there");
        assertThat(world.run("/undo 2"))
                .isEqualTo("Taken back: 2 turns, from this message on:\n\n> dig \\*here\\* and there\n\n"
                        + "Files that were changed stay changed; `/rollback` has what they were before.");
        assertThat(world.run("/undo")).startsWith("Taken back: 1 turn,");
        assertThat(world.sessions.changed).containsExactly("undo s1 2", "undo s1 1");
        assertThat(world.failure("/undo everything").shown())
                .isEqualTo("'everything' is no number from 1 to 1000. Nothing was changed.\nUsage: /undo [TURNS]");
        assertThat(world.failure("/undo 0")).hasMessageContaining("no number from 1");
        assertThat(world.sessions.changed).hasSize(2);
    }

    @Test
    void withoutASessionThereIsNothingToUndo() {
        world.conversation.at(new SessionKey("cli:other"));
        for (String message : new String[] {"/undo", "/retry", "/branch", "/export", "/title"}) {
            assertThat(world.failure(message).shown())
                    .isEqualTo("Nothing was said in this conversation yet.\nSay something first.");
        }
    }

    @Test
    void retrySaysTheLastMessageAgainWithItsFiles() {
        world.sessions.undoing("look", new Attachment("plan.png", "image/png", Blob.of(new byte[] {1})));
        assertThat(world.run("/retry")).isEmpty();
        assertThat(world.sessions.changed).containsExactly("undo s1 1");
        assertThat(world.conversation.done).containsExactly("say look + plan.png");
        world.sessions.undoing("");
        assertThat(world.run("/retry")).contains("what was said was erased");
        assertThat(world.conversation.done).hasSize(1);
    }

    @Test
    void stopStopsWhatRuns() {
        assertThat(world.run("/stop")).isEqualTo("Nothing runs.");
        world.engine.runs = true;
        assertThat(world.run("/stop")).isEmpty();
        assertThat(world.engine.asked).containsExactly("interrupt cli:test", "interrupt cli:test");
    }

    @Test
    void whatNoTurnHearsIsSaidAsAMessage() {
        world.engine.runs = true;
        world.run("/steer mind the  gap");
        assertThat(world.conversation.done).isEmpty();
        world.engine.runs = false;
        world.run("/steer mind the  gap");
        assertThat(world.conversation.done).containsExactly("say mind the  gap");
        assertThat(world.engine.asked).containsOnly("steer cli:test mind the  gap");
        assertThat(world.failure("/steer").remedy()).isEqualTo("Usage: /steer TEXT");
    }

    @Test
    void compressSaysWhatItBrought() {
        world.engine.before = new ContextUsage(182_345, 0, 200_000, 100_000, 0);
        world.engine.after = new ContextUsage(21_000, 0, 200_000, 100_000, 1);
        assertThat(world.run("/compact the garden"))
                .isEqualTo("From 182k to 21k tokens, about. The journal keeps everything.");
        assertThat(world.engine.asked).containsExactly("compact cli:test the garden");
        world.engine.after = world.engine.before;
        assertThat(world.run("/compress")).isEqualTo("Nothing of it can be made shorter: 182k tokens.");
    }

    @Test
    void compressIsStoppedByAnInterruptThatDoesNotOutliveIt() {
        world.engine.whileCompacting = () -> {
            world.conversation.stop.cancel("Ctrl-C");
            if (Thread.interrupted()) {
                Thread.currentThread().interrupt();
                throw new CancellationException("interrupted");
            }
        };
        assertThatThrownBy(() -> world.run("/compress")).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void contextIsAPartOfTheWindow() {
        world.engine.before = new ContextUsage(18_200, 18_000, 54_000, 40_000, 2);
        assertThat(world.run("/context"))
                .isEqualTo("34 %, 18k of 54k tokens, made shorter at 40k. Made shorter so far: 2. `/compress` does it"
                        + " now.");
        world.engine.before = new ContextUsage(740, 0, 0, 0, 0);
        assertThat(world.run("/context")).startsWith("740 tokens; nobody knows how many the model takes. Made");
    }

    @Test
    void whoamiSaysWhoAndWhere() {
        assertThat(world.run("/whoami"))
                .isEqualTo("You are Anna, `os:anna`, the owner of this Talaria. This conversation is `cli:test`.");
        world.conversation.ofGuest();
        assertThat(world.run("/whoami")).isEqualTo("You are Bert, `telegram:4711`. This conversation is `cli:test`.");
    }
}
