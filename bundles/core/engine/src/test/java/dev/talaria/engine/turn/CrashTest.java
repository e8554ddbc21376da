package dev.talaria.engine.turn;

import static dev.talaria.testkit.model.FakeChatModel.use;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.approval.Effects;
import dev.talaria.api.model.Content.ToolOutput;
import dev.talaria.api.model.Message;
import dev.talaria.api.model.Role;
import dev.talaria.api.store.StoreException;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.testkit.store.MemoryBlobStore;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A store that fails from its n-th commit on stands for a process that dies there. */
class CrashTest {

    /** The commits: message, usage, call started, call finished, usage, end of the turn. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
    void afterACrashAtAnyCommitTheConversationIsWholeAndNothingRunsTwice(int lastCommit) {
        DyingStore store = new DyingStore(lastCommit);
        MemoryBlobStore blobs = new MemoryBlobStore();
        ProbeTool once = counted();
        try (EngineFixture engine = new EngineFixture(store, blobs).with(once)) {
            engine.model.replyTools(use("1", "a", "{\"text\":\"x\"}")).reply("done");
            if (lastCommit < 6) {
                assertThatThrownBy(() -> engine.say("go")).isInstanceOf(StoreException.class);
            } else {
                engine.say("go");
            }
        }
        store.revive();
        int ran = once.calls.size();
        assertThat(ran).isEqualTo(lastCommit >= 3 ? 1 : 0);
        try (EngineFixture restarted = new EngineFixture(store, blobs).with(once)) {
            restarted.model.reply("back");
            assertThat(restarted.say("and now?").text()).isEqualTo("back");
            List<Message> seen = restarted.model.requests().get(0).messages();
            TurnTest.assertPairsComplete(seen);
            assertThat(seen.get(0).text()).startsWith("go");
            if (lastCommit == 3) {
                assertThat(output(seen)).contains("may or may not have taken effect");
            }
        }
        assertThat(once.calls).hasSize(ran);
    }

    private static ProbeTool counted() {
        return new ProbeTool(
                ProbeTool.spec("a"), call -> new Effects(List.of(), false), (call, context) -> ToolResult.ok("did it"));
    }

    private static String output(List<Message> messages) {
        return messages.stream()
                .filter(message -> message.role() == Role.TOOL)
                .map(message -> ((ToolOutput) message.content().get(0)).text())
                .findFirst()
                .orElse("");
    }

    @Test
    void aMessageThatCouldNotBeKeptIsRefused() {
        DyingStore store = new DyingStore(0);
        try (EngineFixture engine = new EngineFixture(store, new MemoryBlobStore())) {
            assertThatThrownBy(() -> engine.say("go")).isInstanceOf(StoreException.class);
            assertThat(engine.model.requests()).isEmpty();
        }
    }
}
