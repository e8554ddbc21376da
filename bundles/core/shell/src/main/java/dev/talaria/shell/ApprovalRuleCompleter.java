package dev.talaria.shell;

import dev.talaria.api.approval.ApprovalRule;
import dev.talaria.api.approval.Approvals;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Completes the ids of remembered answers. */
@Service
public final class ApprovalRuleCompleter extends NameCompleter {
    @Reference(optional = true)
    @Nullable
    Approvals approvals;

    @Override
    Stream<String> names() {
        return approvals == null ? Stream.empty() : approvals.rules().stream().map(ApprovalRule::id);
    }
}
