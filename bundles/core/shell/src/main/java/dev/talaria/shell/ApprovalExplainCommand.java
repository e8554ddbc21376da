package dev.talaria.shell;

import dev.talaria.api.approval.ApprovalMode;
import dev.talaria.api.approval.Approvals;
import dev.talaria.api.approval.Approvals.Explained;
import dev.talaria.api.approval.Approvals.Explanation;
import dev.talaria.api.approval.Decision;
import dev.talaria.api.base.Json;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** {@code approval:explain}: what would happen to a command, and why. */
@Service
@Command(
        scope = "approval",
        name = "explain",
        description = "Says what a command is understood to do, and what each mode makes of it. Runs nothing.",
        detailedDescription = "Example: approval:explain \"git push --force\"")
public final class ApprovalExplainCommand extends AdminCommand {
    private record Verdict(ApprovalMode mode, boolean configured, Decision decision) {}

    private static final Listing<Explained> EFFECTS = new Listing<Explained>("It touches nothing.")
            .text("CLASS", "class", explained -> explained.effectClass().word())
            .text("EFFECT", "effect", Explained::effect)
            .free()
            .text("BY", "by", explained -> explained.effect().part())
            .free();

    private static final Listing<Verdict> VERDICTS = new Listing<Verdict>("")
            .worded(
                    "MODE",
                    "mode",
                    Verdict::mode,
                    verdict -> verdict.mode().word() + (verdict.configured() ? " (configured)" : ""))
            .hidden("configured", Verdict::configured)
            .text("SAYS", "says", verdict -> verdict.decision().verdict())
            .text("BY", "by", verdict -> verdict.decision().rule())
            .text("BECAUSE", "because", verdict -> verdict.decision().reason())
            .free();

    @Argument(name = "command", description = "The command, as one word", required = true)
    String command = "";

    @Option(name = "--cwd", description = "Directory that it would run in, also the workspace")
    String cwd = System.getProperty("user.dir");

    @Option(name = "--json", description = "One JSON object for programs: effects and verdicts")
    boolean json;

    @Reference(optional = true)
    @Nullable
    Approvals approvals;

    @Override
    String run() throws CommandException {
        Explanation explanation = here(approvals).explain(command, cwd);
        List<Verdict> verdicts = Stream.of(ApprovalMode.values())
                .map(mode -> new Verdict(
                        mode, mode == explanation.mode(), explanation.verdicts().get(mode.ordinal())))
                .toList();
        if (json) {
            return JsonOut.write(Json.object(
                    "effects", EFFECTS.objects(explanation.effects()), "verdicts", VERDICTS.objects(verdicts)));
        }
        Instant now = Instant.now();
        return EFFECTS.table(explanation.effects(), now, columns()) + "\n\n" + VERDICTS.table(verdicts, now, columns());
    }
}
