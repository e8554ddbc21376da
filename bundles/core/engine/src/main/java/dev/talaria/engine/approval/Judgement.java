package dev.talaria.engine.approval;

import dev.talaria.api.approval.Decision;
import java.util.List;

/** What the gate says of a call, and the places that it has looked at. */
public record Judgement(Decision decision, List<JudgedEffect> judged) {
    public Judgement {
        judged = List.copyOf(judged);
    }
}
