package dev.talaria.engine.turn;

import dev.talaria.api.agent.AgentEvent;
import dev.talaria.api.model.ChatListener;
import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.ChatResponse;
import dev.talaria.api.model.ChatResponse.FinishReason;
import dev.talaria.api.model.Content;
import dev.talaria.api.model.Message;
import dev.talaria.api.model.ModelException;
import dev.talaria.api.model.ModelException.Reason;
import dev.talaria.api.model.ModelRef;
import dev.talaria.api.model.Models;
import dev.talaria.engine.intercept.Interceptors;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;

/** Asks the model and streams its reply to the listener. A reply without text and without tool uses is asked once more. */
final class CallModel {
    private static final int TRIES_FOR_CONTENT = 2;

    private final Models models;
    private final Interceptors interceptors;
    private final Pictures pictures;

    CallModel(Models models, Interceptors interceptors, Pictures pictures) {
        this.pictures = pictures;
        this.models = models;
        this.interceptors = interceptors;
    }

    ChatResponse call(TurnState turn, ChatRequest built) {
        ChatRequest request = interceptors.beforeModel(built, turn.info());
        for (int attempt = 1; ; attempt++) {
            turn.cancellation.throwIfCancelled();
            ChatResponse reply = stream(turn, request);
            turn.modelCalls++;
            turn.usage = turn.usage.plus(reply.usage());
            turn.events.on(new AgentEvent.Replied(turn.answering, reply.usage(), reply.cost()));
            boolean empty = reply.message().text().isBlank()
                    && reply.message().toolUses().isEmpty();
            if (!empty) {
                interceptors.afterModel(request, reply, turn.info());
                return withUniqueIds(reply);
            }
            if (reply.finish() == FinishReason.CONTENT_FILTER) {
                throw new ModelException(
                        Reason.CONTENT_POLICY,
                        turn.model + " refused to answer (its content filter).",
                        "Say it differently, or choose another model with --model.");
            }
            if (attempt == TRIES_FOR_CONTENT) {
                throw new ModelException(
                        Reason.MALFORMED_REPLY,
                        turn.model + " returned an empty reply, " + attempt + " times.",
                        "Try again, or choose another model with --model.");
            }
        }
    }

    /** Once more without what the endpoint will not take; a conversation must not end at a part of it. */
    private ChatResponse stream(TurnState turn, ChatRequest request) {
        ChatRequest shown = pictures.forModel(turn, request, turn.purpose());
        ChatRequest asked = turn.withoutThoughts ? Thoughts.leftOut(shown) : shown;
        try {
            return send(turn, asked);
        } catch (ModelException e) {
            if (e.reason() == Reason.IMAGES_REFUSED) {
                pictures.refusedBy(turn.model, asked);
            } else if (e.reason() == Reason.REASONING_REFUSED && !turn.withoutThoughts) {
                turn.withoutThoughts = true;
            } else {
                throw e;
            }
        }
        ChatRequest less = pictures.forModel(turn, request, turn.purpose());
        return send(turn, turn.withoutThoughts ? Thoughts.leftOut(less) : less);
    }

    private ChatResponse send(TurnState turn, ChatRequest request) {
        StreamToEvents listener = new StreamToEvents(turn);
        try {
            return models.chat(turn.model, request, turn.purpose(), listener, turn.cancellation);
        } catch (ModelException | CancellationException e) {
            if (listener.said) {
                turn.events.on(new AgentEvent.TextDiscarded());
            }
            throw e;
        }
    }

    /** Some endpoints give two uses of one reply the same id; results are paired by id. */
    private static ChatResponse withUniqueIds(ChatResponse reply) {
        Set<String> ids = new HashSet<>();
        List<Content> content = new ArrayList<>();
        for (Content part : reply.message().content()) {
            if (part instanceof Content.ToolUse use && !ids.add(use.id())) {
                String id = use.id() + "-" + (ids.size() + 1);
                ids.add(id);
                content.add(new Content.ToolUse(id, use.name(), use.rawArguments()));
            } else {
                content.add(part);
            }
        }
        return reply.withMessage(new Message(reply.message().role(), content));
    }

    private static final class StreamToEvents implements ChatListener {
        private final TurnState turn;
        private final Emitter events;
        private boolean said;

        StreamToEvents(TurnState turn) {
            this.turn = turn;
            this.events = turn.events;
        }

        @Override
        public void onAsking(ModelRef model) {
            turn.answering = model;
        }

        @Override
        public void onRetry(String why) {
            if (said) {
                said = false;
                events.on(new AgentEvent.TextDiscarded());
            }
            events.on(new AgentEvent.Notice(why));
        }

        @Override
        public void onText(String delta) {
            said = true;
            events.on(new AgentEvent.Text(delta));
        }

        @Override
        public void onReasoning(String delta) {
            events.on(new AgentEvent.Reasoning(delta));
        }
    }
}
