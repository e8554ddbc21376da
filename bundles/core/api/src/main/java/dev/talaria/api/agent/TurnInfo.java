package dev.talaria.api.agent;

import dev.talaria.api.base.Principal;
import dev.talaria.api.base.SessionId;
import dev.talaria.api.model.ModelRef;

/**
 * The turn that something happens in.
 *
 * @param turn its id, as in the journal
 */
public record TurnInfo(
        SessionId session, String turn, Principal principal, TurnRequest.Source source, ModelRef model, String cwd) {}
