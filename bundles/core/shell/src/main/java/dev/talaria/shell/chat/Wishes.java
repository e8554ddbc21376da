package dev.talaria.shell.chat;

import dev.talaria.api.approval.ApprovalMode;
import dev.talaria.api.session.SessionSetting;
import dev.talaria.shell.AskOptions;
import dev.talaria.shell.AskOptions.Busy;
import java.util.Optional;

/**
 * What the person wanted when the chat began; a command that sets the same for the session takes its place.
 *
 * @param model as in {@link dev.talaria.api.model.Models#choose}; empty for the session's
 * @param sandbox empty for the session's
 * @param approval empty for the session's
 * @param busy what becomes of what is said while a turn runs
 */
record Wishes(String model, String sandbox, Optional<ApprovalMode> approval, Busy busy) {
    static Wishes of(AskOptions options) {
        return new Wishes(options.model(), options.sandbox(), options.approve(), options.busy());
    }

    Wishes without(SessionSetting setting) {
        return switch (setting) {
            case MODEL -> new Wishes("", sandbox, approval, busy);
            case SANDBOX -> new Wishes(model, "", approval, busy);
            case APPROVAL -> new Wishes(model, sandbox, Optional.empty(), busy);
            case TOOLSETS -> this;
        };
    }

    Wishes withBusy(Busy value) {
        return new Wishes(model, sandbox, approval, value);
    }
}
