package dev.talaria.api.agent;

import dev.talaria.api.base.SessionId;
import dev.talaria.api.interact.PendingQuestion;
import dev.talaria.api.model.Cost;
import dev.talaria.api.model.ModelRef;
import dev.talaria.api.model.Usage;
import dev.talaria.api.tool.ToolResult;
import java.time.Duration;
import java.util.Optional;

/** What happens in a turn, as it happens. Variants may grow: switch on {@link #kind()} with {@code default}. */
public sealed interface AgentEvent {
    Kind kind();

    enum Kind {
        TURN_STARTED,
        TEXT,
        REASONING,
        TEXT_DISCARDED,
        TOOL_STARTED,
        TOOL_OUTPUT,
        TOOL_FINISHED,
        QUESTION,
        STEERED,
        NOTICE,
        COMPACTED,
        REPLIED
    }

    /**
     * The message is durable and the turn has begun.
     *
     * @param sandbox that tools work in, as it was chosen
     * @param mostModelCalls requests that the turn may make
     */
    record TurnStarted(SessionId session, ModelRef model, String sandbox, int mostModelCalls) implements AgentEvent {
        @Override
        public Kind kind() {
            return Kind.TURN_STARTED;
        }
    }

    /** More of the reply. */
    record Text(String delta) implements AgentEvent {
        @Override
        public Kind kind() {
            return Kind.TEXT;
        }
    }

    /** More of the model's thoughts. */
    record Reasoning(String delta) implements AgentEvent {
        @Override
        public Kind kind() {
            return Kind.REASONING;
        }
    }

    /** The text since the last finished step does not count: the model's reply broke off. */
    record TextDiscarded() implements AgentEvent {
        @Override
        public Kind kind() {
            return Kind.TEXT_DISCARDED;
        }
    }

    /**
     * A tool call runs now.
     *
     * @param summary one line for people: the arguments, shortened
     * @param arguments the JSON text that the model wrote
     */
    record ToolStarted(String callId, String tool, String summary, String arguments) implements AgentEvent {
        @Override
        public Kind kind() {
            return Kind.TOOL_STARTED;
        }
    }

    /** Output of a running call. */
    record ToolOutput(String callId, String text) implements AgentEvent {
        @Override
        public Kind kind() {
            return Kind.TOOL_OUTPUT;
        }
    }

    /**
     * A tool call has its result; it may never have started, if it was refused.
     *
     * @param summary as in {@link ToolStarted}
     */
    record ToolFinished(String callId, String tool, String summary, ToolResult result, Duration took)
            implements AgentEvent {
        @Override
        public Kind kind() {
            return Kind.TOOL_FINISHED;
        }
    }

    /** A person is asked; answer through {@link dev.talaria.api.interact.Interactions}. */
    record QuestionAsked(PendingQuestion pending) implements AgentEvent {
        @Override
        public Kind kind() {
            return Kind.QUESTION;
        }
    }

    /** What was said with {@link Agents#steer} goes to the model now. */
    record Steered(String text) implements AgentEvent {
        @Override
        public Kind kind() {
            return Kind.STEERED;
        }
    }

    /** Something the person should know, one line. */
    record Notice(String text) implements AgentEvent {
        @Override
        public Kind kind() {
            return Kind.NOTICE;
        }
    }

    /**
     * The conversation was made shorter; what was taken out stays in the journal.
     *
     * @param before tokens of a request before, about
     * @param after tokens of a request from now on, about
     * @param how such as {@code summary by m1}
     */
    record Compacted(long before, long after, String how) implements AgentEvent {
        @Override
        public Kind kind() {
            return Kind.COMPACTED;
        }
    }

    /**
     * The model's reply is whole.
     *
     * @param model what answered
     * @param usage of this one request
     * @param cost of it, where it is known
     */
    record Replied(ModelRef model, Usage usage, Optional<Cost> cost) implements AgentEvent {
        @Override
        public Kind kind() {
            return Kind.REPLIED;
        }
    }
}
