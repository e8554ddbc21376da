package dev.talaria.api.interact;

import dev.talaria.api.base.Principal;
import java.time.Instant;

/**
 * A question that waits. The engine owns it; a front-end renders it and brings the answer to
 * {@link Interactions#answer}.
 *
 * @param id random, unguessable
 * @param answerer the one who may answer
 * @param expires when it stops waiting
 */
public record PendingQuestion(String id, Question question, Principal answerer, Instant expires) {}
