package dev.talaria.shell;

import dev.talaria.api.approval.ApprovalMode;
import dev.talaria.shell.AskOptions.Busy;
import dev.talaria.shell.AskOptions.UsageException;
import dev.talaria.shell.console.ShellForClient;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** {@code talaria:ask}: one turn. */
@Service
@Command(
        scope = "talaria",
        name = "ask",
        description = "Runs one turn and shows the answer.",
        detailedDescription = "Example: talaria:ask --session notes \"read pom.xml\"")
public final class AskCommand implements Action {
    @Argument(name = "message", description = "What you say", required = true, multiValued = true)
    @Nullable
    List<String> message;

    @Option(
            name = "--session",
            description =
                    "Name, key, id or title of the conversation to go on with, or how its id or title begins; the name of a"
                            + " new one; without it, the one of this shell")
    String session = "";

    @Option(name = "--continue", description = "Go on with the conversation that a terminal had last")
    boolean goOn;

    @Option(name = "--model", description = "endpoint, endpoint/model or a model's name")
    String model = "";

    @Option(name = "--sandbox", description = "The sandbox that tools work in; sandbox:list has their names")
    String sandbox = "";

    @Option(name = "--approve", description = "What runs without a question: ask, workspace or all")
    String approve = "";

    @Option(name = "--busy", description = "If a turn of that conversation runs already: queue, steer or interrupt")
    String busy = "queue";

    @Option(name = "--attach", description = "A file that goes with the message: text or picture", multiValued = true)
    List<String> attach = List.of();

    @Reference(optional = true)
    @Nullable
    Ask ask;

    @Reference
    @Nullable
    Session shell;

    @Override
    public @Nullable Object execute() throws UsageException {
        if (message == null || ask == null || shell == null) {
            throw new IllegalStateException("the shell did not inject this command");
        }
        String wanted = goOn ? SessionNames.LATEST : session;
        String conversation = wanted.isEmpty() ? shellConversation(shell) : wanted;
        Optional<ApprovalMode> mode = approve.isEmpty() ? Optional.empty() : AskOptions.mode(approve);
        AskOptions options = AskOptions.of(
                String.join(" ", message), conversation, model, mode, Busy.parse(busy), sandbox, attach, false);
        try (ShellInterrupt interrupt = new ShellInterrupt(shell)) {
            ask.run(options, new KarafTerminal(shell), cwd(shell), List.of(), interrupt.cancellation());
        }
        return null;
    }

    /** Where the person called {@code talaria shell}; a console of another kind has the directory of the process. */
    static String cwd(Session shell) {
        Object known = shell.get(ShellForClient.CWD);
        return known == null ? System.getProperty("user.dir") : known.toString();
    }

    /** One conversation for the life of a shell. */
    private static String shellConversation(Session shell) {
        final String variable = ".talaria.session";
        Object known = shell.get(variable);
        if (known == null) {
            known = "shell-" + UUID.randomUUID();
            shell.put(variable, known);
        }
        return known.toString();
    }
}
