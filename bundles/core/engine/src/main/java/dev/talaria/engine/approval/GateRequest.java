package dev.talaria.engine.approval;

import dev.talaria.api.approval.ApprovalMode;
import dev.talaria.api.approval.Effects;
import dev.talaria.api.base.SessionId;
import dev.talaria.api.sandbox.Isolation;
import dev.talaria.api.tool.ToolCall;
import java.util.Optional;

/**
 * A call that wants to run.
 *
 * @param principal id of the one it runs for
 * @param mode empty for the configured one
 * @param code what the call would run, if it runs files
 */
public record GateRequest(
        ToolCall call,
        Effects effects,
        String principal,
        SessionId session,
        Optional<ApprovalMode> mode,
        Isolation isolation,
        CodeWitness code) {}
