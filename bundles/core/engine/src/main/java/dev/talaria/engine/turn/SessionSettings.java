package dev.talaria.engine.turn;

import dev.talaria.api.agent.TurnRequest;
import dev.talaria.api.approval.ApprovalMode;
import dev.talaria.api.session.SessionSetting;
import dev.talaria.api.tool.ToolSpec;
import dev.talaria.engine.session.Conversation;
import java.util.List;
import java.util.Optional;

/** What a session has for itself instead of what is configured. */
final class SessionSettings {
    private SessionSettings() {}

    /** The request, with the session's model, sandbox and approval mode where it names none. */
    static TurnRequest applied(TurnRequest request, Conversation conversation) {
        TurnRequest result = request;
        String model = conversation.setting(SessionSetting.MODEL);
        if (request.model().isEmpty() && !model.isEmpty()) {
            result = result.withModel(model);
        }
        String sandbox = conversation.setting(SessionSetting.SANDBOX);
        if (request.sandbox().isEmpty() && !sandbox.isEmpty()) {
            result = result.withSandbox(sandbox);
        }
        Optional<ApprovalMode> approval = ApprovalMode.of(conversation.setting(SessionSetting.APPROVAL));
        if (request.approval().isEmpty() && approval.isPresent()) {
            result = result.withApproval(approval.get());
        }
        return result;
    }

    /** The tools of the session's toolsets; all if it names none. */
    static List<ToolSpec> tools(Conversation conversation, List<ToolSpec> all) {
        String wanted = conversation.setting(SessionSetting.TOOLSETS);
        List<String> toolsets = List.of(wanted.split(","));
        return wanted.isEmpty()
                ? all
                : all.stream().filter(tool -> toolsets.contains(tool.toolset())).toList();
    }
}
