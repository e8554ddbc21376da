package dev.talaria.engine.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.approval.Effects;
import dev.talaria.api.approval.Resource;
import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.api.tool.ToolCall;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.engine.sandbox.FakeProvider;
import dev.talaria.testkit.model.FakeChatModel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkplaceTest {
    /** Moves the session to what its argument says. */
    private final ProbeTool cd = ProbeTool.harmless("cd", (call, context) -> {
        context.moveTo((String) call.arguments().get("text"));
        return ToolResult.ok("moved");
    });

    private EngineFixture engine = new EngineFixture().with(cd);

    @AfterEach
    void stop() {
        engine.close();
    }

    private void calls(String... directories) {
        for (String directory : directories) {
            engine.model.replyTools(FakeChatModel.use("u" + directory, "cd", "{\"text\":\"" + directory + "\"}"));
        }
        engine.model.reply("done");
    }

    @Test
    void theSessionGoesOnWhereItsLastCommandEnded() {
        calls("/work/a", "/work/a/b");
        engine.say("go");
        calls("/work");
        engine.say("and back");
        assertThat(cd.calls).extracting(ToolCall::cwd).containsExactly("/work", "/work/a", "/work/a/b");
        assertThat(cd.calls).extracting(ToolCall::workspace).containsOnly("/work");
    }

    @Test
    void alsoAfterARestart() {
        calls("/work/a");
        engine.say("go");
        engine.close();
        engine = new EngineFixture(engine.store, engine.blobs).with(cd);
        calls("/work/b");
        engine.say("on");
        assertThat(cd.calls).extracting(ToolCall::cwd).containsExactly("/work", "/work/a");
    }

    @Test
    void inAnotherWorkspaceThatDoesNotCount() {
        calls("/work/a");
        engine.say("go");
        calls("/other/x");
        engine.runner.run(engine.message("from another terminal").withCwd("/other"), engine);
        assertThat(cd.calls).extracting(ToolCall::cwd).containsExactly("/work", "/other");
    }

    @Test
    void eachSandboxHasADirectoryOfItsOwn() {
        engine.sandboxes.bindProvider(new FakeProvider("docker"));
        calls("/workspace/src");
        engine.runner.run(engine.message("there").withSandbox("docker/web"), engine);
        calls("/work/a");
        engine.say("here");
        calls("/workspace");
        engine.runner.run(engine.message("there").withSandbox("docker/web"), engine);
        assertThat(cd.calls).extracting(ToolCall::cwd).containsExactly("/workspace", "/work", "/workspace/src");
        assertThat(cd.calls).extracting(ToolCall::sandboxId).containsExactly("docker/web", "local", "docker/web");
    }

    @Test
    void filesOfANamedSandboxAreJudgedAsItsOwn() {
        engine.sandboxes.bindProvider(new FakeProvider("docker"));
        ProbeTool reader = new ProbeTool(
                ProbeTool.spec("reader"),
                call -> Effects.reads(Resource.file(call.sandboxId(), call.cwd() + "/x")),
                (call, context) -> ToolResult.ok("read"));
        engine.with(reader);
        engine.model
                .replyTools(FakeChatModel.use("u1", "reader", "{\"text\":\"x\"}"))
                .reply("done");
        engine.runner.run(engine.message("go").withSandbox("docker/web"), engine);
        assertThat(reader.calls).extracting(ToolCall::cwd).containsExactly("/workspace");
    }

    @Test
    void aTurnWithoutACallOpensNoSandbox() {
        FakeProvider docker = new FakeProvider("docker");
        engine.sandboxes.bindProvider(docker);
        engine.model.reply("hello");
        engine.runner.run(engine.message("hi").withSandbox("docker"), engine);
        assertThat(docker.done).isEmpty();
        assertThat(engine.model.requests().get(0).system()).contains("sandbox docker", "the sandbox's own");
    }

    @Test
    void aSandboxThatCannotBeOpenedFailsTheCallNotTheTurn() {
        engine.sandboxes.bindProvider(new FakeProvider("docker")
                .refusing(new SandboxException(
                        SandboxException.Code.CANNOT_START, "No daemon answers.", "Start Docker.", null)));
        calls("/x");
        engine.runner.run(engine.message("go").withSandbox("docker"), engine);
        assertThat(cd.calls).isEmpty();
        assertThat(engine.model.requests().get(1).messages().toString())
                .contains("No daemon answers.", "Start Docker.");
    }
}
