package dev.talaria.engine.turn;

import static dev.talaria.testkit.model.FakeChatModel.use;
import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.tool.ToolResult;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TurnCountTest {
    @Test
    void countsATurnFromItsBeginningToItsEnd() {
        EngineFixture engine = new EngineFixture();
        AtomicInteger during = new AtomicInteger();
        engine.with(ProbeTool.harmless("a", (call, context) -> {
            during.set(engine.runner.turns());
            return ToolResult.ok("found");
        }));
        engine.model.replyTools(use("1", "a", "{\"text\":\"x\"}")).reply("done");
        engine.say("go");
        assertThat(during).hasValue(1);
        assertThat(engine.runner.turns()).isZero();
        engine.close();
    }
}
