package dev.talaria.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.approval.EffectKind;
import dev.talaria.api.base.Json;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.context.ContextUsage;
import dev.talaria.api.model.ModelException;
import dev.talaria.api.model.Purpose;
import dev.talaria.api.model.Usage;
import dev.talaria.api.session.SessionException;
import dev.talaria.api.tool.ToolCatalog;
import dev.talaria.api.tool.ToolSpec;
import dev.talaria.api.usage.UsageEntry;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** /model, /tools, /toolsets, /sandbox, /usage, /status. */
class ModelCommandsTest {
    private final World world = new World().talking();

    @Test
    void modelsAreShownAsTheirEndpointsSay() {
        world.models.with("lab", "small", "large").with("far");
        assertThat(world.run("/model")).isEqualTo("""
                        Now: `lab/small`, as configured

                        - `lab` \u2014 `small`, `large`
                        - `far` \u2014 does not answer: far refused the \\*connection\\*.

                        Choose with `/model ENDPOINT/MODEL`.""");
        world.run("/model lab/large");
        assertThat(world.run("/model")).startsWith("Now: `lab/large`, for this session\n");
    }

    @Test
    void manyModelsAreCounted() {
        world.models.with("lab", IntStream.range(0, 300).mapToObj(i -> "m" + i).toArray(String[]::new));
        assertThat(world.run("/model")).contains("`m11` and 288 more").doesNotContain("m12");
    }

    @Test
    void aModelIsChosenForTheSession() {
        world.models.with("lab", "small", "large");
        assertThat(world.run("/model lab/large")).isEqualTo("This session uses `lab/large` from its next turn on.");
        assertThat(world.run("/model default")).isEqualTo("This session uses `lab/small` from its next turn on.");
        assertThat(world.sessions.changed).containsExactly("set model=lab/large", "set model=");
    }

    @Test
    void noSessionBeginsForAModelThatNobodyHas() {
        world.models.with("lab", "small");
        world.conversation.at(new SessionKey("cli:fresh"));
        assertThatThrownBy(() -> world.run("/model nonsense")).isInstanceOf(ModelException.class);
        assertThat(world.sessions.changed).isEmpty();
        world.run("/model lab");
        assertThat(world.sessions.changed).containsExactly("begin cli:fresh os:anna", "set model=lab");
    }

    @Test
    void theStandInIsForPeopleAtATerminal() {
        world.models.with("lab", "small");
        world.run("/model lab");
        assertThat(world.models.standInAllowed).isTrue();
        world.conversation.ofGuest();
        world.run("/status");
        assertThat(world.models.standInAllowed).isFalse();
    }

    @Test
    void modelsCompleteOnceTheyWereSeen() {
        world.models.with("lab", "small", "large").with("far");
        assertThat(world.completed("/model ")).containsExactly("default", "lab", "far");
        world.run("/model");
        assertThat(world.completed("/model lab/l")).containsExactly("lab/large");
    }

    @Test
    void toolsAreListedByToolset() {
        assertThat(world.run("/tools")).isEqualTo("There are no tools.");
        someTools();
        assertThat(world.run("/tools")).isEqualTo("""
                        - **file** \u2014 `read_file`, `write_file`
                        - **terminal** \u2014 `terminal`

                        More of one: `/tools NAME`.""");
        assertThat(world.completed("/tools w")).containsExactly("write_file");
    }

    @Test
    void aToolIsExplainedWithThoseThatLost() {
        someTools();
        assertThat(world.run("/tools read_file")).isEqualTo("""
                        **read\\_file** Reads a file

                        - toolset \u2014 file
                        - takes \u2014 `path`, `offset`
                        - may \u2014 read
                        - from \u2014 dev.files 1

                        **read\\_file**

                        - cannot be called \u2014 the name is taken
                        - toolset \u2014 other
                        - takes \u2014 nothing
                        - may \u2014 touch nothing
                        - from \u2014 dev.other 2
                        """);
        assertThat(world.failure("/tools hammer").shown()).isEqualTo("There is no tool hammer.\n/tools lists them.");
    }

    @Test
    void toolsetsAreChosenForTheSession() {
        someTools();
        assertThat(world.run("/toolsets")).isEqualTo("This session has every tool. There are: file, terminal.");
        assertThat(world.run("/toolsets file, terminal"))
                .isEqualTo("This session has only file, terminal from its next turn on.");
        assertThat(world.run("/toolsets")).startsWith("This session has only file, terminal. There are:");
        assertThat(world.run("/toolsets default")).isEqualTo("This session has every tool from its next turn on.");
        assertThat(world.sessions.changed).containsExactly("set toolsets=file,terminal", "set toolsets=");
        assertThatThrownBy(() -> world.run("/toolsets nonsense")).isInstanceOf(SessionException.class);
        assertThat(world.completed("/toolsets f")).containsExactly("file");
        assertThat(world.completed("/toolsets file,t")).containsExactly("file,terminal");
        assertThat(world.completed("/toolsets ")).contains("default");
    }

    @Test
    void sandboxesAreShownAndChosen() {
        assertThat(world.run("/sandbox")).isEqualTo("""
                        Now: `local/box`, as configured

                        - `local` \u2014 on this host, not apart from it
                        - `docker` \u2014 apart from this host
                        - `docker/web` \u2014 configured by name

                        Choose with `/sandbox NAME`.""");
        assertThat(world.run("/sandbox docker/web"))
                .isEqualTo("Tools of this session work in `docker/web` from its next turn on.");
        assertThat(world.run("/sandbox")).startsWith("Now: `docker/web`, for this session\n");
        assertThat(world.run("/sandbox default")).contains("the configured sandbox");
        assertThat(world.sessions.changed).containsExactly("set sandbox=docker/web", "set sandbox=");
        assertThat(world.completed("/sandbox d")).containsExactly("docker", "docker/web", "docker/mine", "default");
    }

    @Test
    void usageIsSummedByModel() {
        assertThat(world.run("/usage")).isEqualTo("Nothing was used today (UTC).");
        used("os:anna", "lab/small", 1, 34_000, "0.0412", 0);
        assertThat(world.run("/usage")).isEqualTo("- `lab/small` \u2014 1 call, 34k tokens in, 10 out, $0.0412\n");
        used("telegram:4711", "lab/small", 2, 1_000, "1.5", 1);
        used("os:anna", "far/big", 3, 100, "0", 3);
        assertThat(world.run("/usage 7")).isEqualTo("""
                        - `far/big` \u2014 3 calls, 100 tokens in, 10 out, price not known
                        - `lab/small` \u2014 3 calls, 35k tokens in, 20 out, $1.54+?
                        - all \u2014 6 calls, 35k tokens in, 30 out, $1.54+?
                        """);
        assertThat(world.failure("/usage ever").remedy()).isEqualTo("Usage: /usage [DAYS]");
    }

    @Test
    void theStatusIsWhereOneIs() {
        world.models.with("lab", "small");
        world.engine.before = new ContextUsage(18_200, 0, 54_000, 40_000, 0);
        used("os:anna", "lab/small", 2, 34_000, "0.0412", 0);
        used("telegram:4711", "lab/small", 9, 9_000, "9", 0);
        assertThat(world.run("/status")).isEqualTo("""
                        - session \u2014 \u201cGarden plans\u201d, `cli:test`, 3 turns
                        - model \u2014 `lab/small`
                        - sandbox \u2014 `local/box`, as configured
                        - approvals \u2014 ask
                        - directory \u2014 `/work`
                        - context \u2014 34 %, 18k of 54k tokens
                        - you today \u2014 2 calls, 34k tokens in, 10 out, $0.0412
                        - turns \u2014 1 run, 2 wait
                        """);
    }

    @Test
    void theStatusHasWhatTheSessionHasForItself() {
        world.models.with("lab", "small", "large");
        world.run("/model lab/large");
        world.run("/sandbox docker");
        world.run("/approvals workspace");
        assertThat(world.run("/status"))
                .contains(
                        "model \u2014 `lab/large`, for this session",
                        "sandbox \u2014 `docker`, for this session",
                        "approvals \u2014 workspace, for this session",
                        "you today \u2014 nothing used");
        world.models.known.clear();
        world.conversation.at(new SessionKey("cli:fresh"));
        assertThat(world.run("/status")).contains("session \u2014 new, `cli:fresh`", "No endpoint serves the model");
    }

    @Test
    void aSessionWithoutATitleIsNamedOnce() {
        world.models.with("lab", "small");
        world.conversation.at(new SessionKey("cli:fresh"));
        world.run("/model lab");
        assertThat(world.run("/status")).startsWith("- session \u2014 `cli:fresh`, 0 turns\n");
    }

    private void someTools() {
        ToolSpec read = ToolSpec.named("read_file")
                .describedAs("Reads a file")
                .toolset("file")
                .effects(EffectKind.READ)
                .parameters(Json.object(
                        "type",
                        "object",
                        "properties",
                        Json.object("path", Json.object("type", "string"), "offset", Json.object("type", "integer"))));
        world.tools.add(new ToolCatalog.Entry(read, "dev.files 1", ""));
        world.tools.add(new ToolCatalog.Entry(
                ToolSpec.named("read_file").toolset("other"), "dev.other 2", "the name is taken"));
        world.tools.add(new ToolCatalog.Entry(ToolSpec.named("terminal"), "dev.terminal 1", ""));
        world.tools.add(new ToolCatalog.Entry(ToolSpec.named("write_file").toolset("file"), "dev.files 1", ""));
    }

    private void used(String who, String model, long calls, long input, String usd, long unpriced) {
        world.used.add(new UsageEntry(
                LocalDate.of(2026, 1, 2),
                who,
                model,
                Purpose.Task.TURN,
                calls,
                new Usage(input, 0, 10),
                new BigDecimal(usd),
                unpriced,
                List.of()));
    }
}
