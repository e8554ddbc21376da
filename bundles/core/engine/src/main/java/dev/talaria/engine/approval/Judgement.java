package dev.talaria.engine.approval;

import dev.talaria.api.approval.Decision;
import java.util.List;

/**
 * What the gate says of a call, and what it has looked at.
 *
 * @param meaning the class of each effect and the place where it really leads: an answer holds for these, so that a link
 *     which leads elsewhere later is another question
 */
public record Judgement(Decision decision, List<JudgedEffect> judged, String meaning) {
    public Judgement {
        judged = List.copyOf(judged);
    }
}
