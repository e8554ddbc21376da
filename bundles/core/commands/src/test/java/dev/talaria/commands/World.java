package dev.talaria.commands;

import dev.talaria.api.command.CommandException;
import dev.talaria.api.command.CommandException.Code;
import dev.talaria.api.command.Suggestion;
import dev.talaria.api.config.ConfigKey;
import dev.talaria.api.config.ConfigProblem;
import dev.talaria.api.config.Configurations;
import dev.talaria.api.health.Finding;
import dev.talaria.api.session.SessionExports;
import dev.talaria.api.tool.ToolCatalog;
import dev.talaria.api.usage.UsageEntry;
import dev.talaria.engine.slash.CommandRegistry;
import dev.talaria.spi.command.SlashCommand;
import dev.talaria.testkit.command.FakeConversation;
import dev.talaria.testkit.tool.ManualClock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every command of the bundle, on fakes, in the engine's registry. */
final class World {
    final ManualClock clock = new ManualClock();
    final FakeSessions sessions = new FakeSessions();
    final FakeModels models = new FakeModels();
    final FakeEngine engine = new FakeEngine();
    final List<ToolCatalog.Entry> tools = new ArrayList<>();
    final List<UsageEntry> used = new ArrayList<>();
    final List<Finding> findings = new ArrayList<>();
    final FakeConversation conversation = new FakeConversation();
    final CommandRegistry registry = new CommandRegistry();
    SessionExports exports = (id, format, raw, out) -> out.append(id + " as " + format);

    World() {
        commands().forEach(command -> registry.add(command, "dev.talaria.commands", 0));
    }

    /** A new one of each. */
    List<SlashCommand> commands() {
        FakeSandboxes sandboxes = new FakeSandboxes();
        return List.of(
                new ApprovalsCommand(sessions, sessions, engine),
                new ApproveCommand(engine),
                new BranchCommand(sessions, sessions),
                new CompressCommand(engine),
                new ContextCommand(engine),
                new DenyCommand(engine),
                new DoctorCommand(() -> List.copyOf(findings)),
                new ExportCommand(sessions, (id, format, raw, out) -> exports.export(id, format, raw, out)),
                new ModelCommand(sessions, sessions, models),
                new NewCommand(sessions),
                new ResumeCommand(sessions, clock),
                new RetryCommand(sessions, sessions),
                new RollbackCommand(engine, clock),
                new SandboxCommand(sessions, sessions, sandboxes, new Configured()),
                new SearchCommand(engine),
                new SessionsCommand(sessions, engine, clock),
                new StatusCommand(
                        sessions, models, engine, engine, day -> List.copyOf(used), engine, new Configured(), clock),
                new SteerCommand(engine),
                new StopCommand(engine),
                new TitleCommand(sessions, sessions),
                new ToolsCommand(() -> new ToolCatalog(1, tools)),
                new ToolsetsCommand(sessions, sessions, () -> new ToolCatalog(1, tools)),
                new UndoCommand(sessions, sessions),
                new UsageCommand(day -> since(day), clock),
                new WhoamiCommand());
    }

    private List<UsageEntry> since(LocalDate day) {
        return used.stream().filter(entry -> !entry.day().isBefore(day)).toList();
    }

    /** Tools work in {@code local/box} if nobody says otherwise. */
    private static final class Configured implements Configurations {
        @Override
        public List<ConfigKey> keys() {
            return List.of(new ConfigKey(
                    "dev.talaria.engine",
                    "sandbox",
                    "text",
                    "",
                    Optional.empty(),
                    List.of("local"),
                    Optional.of(List.of("local/box")),
                    ""));
        }

        @Override
        public List<ConfigProblem> problems() {
            return List.of();
        }
    }

    /** A conversation at {@code cli:test}, in which something was said. */
    World talking() {
        sessions.with("s1", "cli:test", "Garden plans", 3, clock.instant());
        return this;
    }

    String run(String message) {
        return registry.run(message, conversation);
    }

    CommandException failure(String message) {
        try {
            return new CommandException(Code.BROKEN, "no failure, but: " + run(message), "");
        } catch (CommandException e) {
            return e;
        }
    }

    List<String> completed(String message) {
        return registry.complete(message, conversation).stream()
                .map(Suggestion::value)
                .toList();
    }
}
