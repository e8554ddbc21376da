package dev.talaria.commands;

import dev.talaria.api.approval.ApprovalMode;
import dev.talaria.api.approval.ApprovalRule;
import dev.talaria.api.approval.Approvals;
import dev.talaria.api.command.CommandCall;
import dev.talaria.api.command.CommandSpec;
import dev.talaria.api.command.CommandSpec.Group;
import dev.talaria.api.command.Conversation;
import dev.talaria.api.command.Suggestion;
import dev.talaria.api.session.SessionCatalog;
import dev.talaria.api.session.SessionControl;
import dev.talaria.api.session.SessionSetting;
import dev.talaria.api.session.SessionSummary;
import dev.talaria.spi.command.SlashCommand;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /approvals}: how much runs without a question. */
@Component
public final class ApprovalsCommand implements SlashCommand {
    private static final CommandSpec SPEC = CommandSpec.of(
                    "approvals", Group.SAFETY, "Shows what runs without a question, or sets it for this session")
            .taking("[ask|workspace|all|default|revoke ID]")
            .forOwners();
    private static final String CONFIGURED = "default";
    private static final String REVOKE = "revoke";
    private static final int LONGEST_CALL = 100;

    private final SessionCatalog sessions;
    private final SessionControl control;
    private final Approvals approvals;

    @Activate
    public ApprovalsCommand(
            @Reference SessionCatalog sessions, @Reference SessionControl control, @Reference Approvals approvals) {
        this.sessions = sessions;
        this.control = control;
        this.approvals = approvals;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public String run(CommandCall call, Conversation conversation) {
        List<String> words = call.words();
        if (words.isEmpty()) {
            return shown(conversation);
        } else if (words.get(0).equals(REVOKE)) {
            return revoke(words);
        }
        Optional<ApprovalMode> mode = ApprovalMode.of(words.get(0));
        if (words.size() > 1 || mode.isEmpty() && !words.get(0).equals(CONFIGURED)) {
            throw Here.usage(SPEC, "There is no mode '" + String.join(" ", words) + "'.");
        }
        SessionSummary session = control.begin(conversation.key(), conversation.person());
        control.set(
                session.id(),
                SessionSetting.APPROVAL,
                mode.map(ApprovalMode::word).orElse(""),
                conversation.person());
        return "In this session, from its next turn on, this runs without a question: "
                + meaning(mode.orElseGet(this::configured)) + ".";
    }

    private String revoke(List<String> words) {
        if (words.size() != 2 || words.get(1).isEmpty()) {
            throw Here.usage(SPEC, "Which answer? /approvals lists them.");
        }
        if (!approvals.revoke(words.get(1))) {
            throw Here.usage(SPEC, "There is no remembered answer '" + words.get(1) + "'.");
        }
        return "It is asked again from now on.";
    }

    private String shown(Conversation conversation) {
        Optional<ApprovalMode> own = ApprovalMode.of(Here.setting(sessions, conversation, SessionSetting.APPROVAL));
        ApprovalMode now = own.orElseGet(this::configured);
        StringBuilder text = new StringBuilder("**" + now.word() + "**"
                + (own.isPresent() ? ", for this session" : ", as configured") + "; this runs without a question: "
                + meaning(now) + ".\n\n");
        List<ApprovalRule> rules = approvals.rules();
        for (ApprovalRule rule : rules) {
            text.append(Markdown.item(
                    Markdown.code(rule.id()), rule.scope() + ": " + Markdown.text(rule.call(), LONGEST_CALL)));
        }
        return text
                + (rules.isEmpty()
                        ? "No answers are remembered."
                        : "\nForget one with " + Markdown.code("/approvals revoke ID") + ".");
    }

    private ApprovalMode configured() {
        // The mode is part of every explanation; a command that does nothing has the shortest one.
        return approvals.explain(":", "/").mode();
    }

    private static String meaning(ApprovalMode mode) {
        return switch (mode) {
            case ASK -> "reading";
            case WORKSPACE -> "reading, and changes of the workspace and its own code";
            case ALL -> "what can be understood and is neither privileged nor destructive";
        };
    }

    @Override
    public List<Suggestion> complete(CommandCall call, Conversation conversation) {
        if (Here.first(call)) {
            return Stream.concat(
                            Stream.of(ApprovalMode.values()).map(mode -> new Suggestion(mode.word(), meaning(mode))),
                            Here.words(CONFIGURED, REVOKE).stream())
                    .toList();
        }
        return call.words().get(0).equals(REVOKE)
                ? approvals.rules().stream()
                        .map(rule -> new Suggestion(rule.id(), rule.call()))
                        .toList()
                : List.of();
    }
}
