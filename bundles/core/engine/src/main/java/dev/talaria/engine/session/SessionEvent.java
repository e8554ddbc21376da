package dev.talaria.engine.session;

import dev.talaria.api.base.Attachment;
import dev.talaria.api.context.Compaction;
import dev.talaria.api.model.ChatResponse.FinishReason;
import dev.talaria.api.model.Cost;
import dev.talaria.api.model.Message;
import dev.talaria.api.model.Usage;
import dev.talaria.api.tool.ToolResult;
import java.util.List;
import java.util.Optional;

/** What is written to a session's journal. Variants and fields grow at the end; names in the store are for ever. */
public sealed interface SessionEvent {

    /** First event of a stream. */
    record SessionStarted(String key, String principal) implements SessionEvent {}

    /**
     * A prefix was pinned.
     *
     * @param blob hash of the stored prefix
     */
    record EpochStarted(String blob, String reason) implements SessionEvent {}

    /** A person's message; begins a turn. The attachments' bytes are blobs, stored before. */
    record UserMessage(String turn, String principal, String source, String text, List<Attachment> attachments)
            implements SessionEvent {
        public UserMessage {
            attachments = List.copyOf(attachments);
        }
    }

    /** What a person said while the turn ran; reaches the model at the next step, as a message of the person. */
    record UserSteered(String turn, String principal, String text) implements SessionEvent {}

    /** A complete reply of the model, and what it cost if that is known. */
    record AssistantMessage(
            String turn, String model, Message message, FinishReason finish, Usage usage, Optional<Cost> cost)
            implements SessionEvent {}

    /**
     * What the gate said of a call with effects.
     *
     * @param effectClass of the effect that decided
     * @param rule what decided: the table, the floor, a rule or an earlier answer
     */
    record CallJudged(String callId, String verdict, String effectClass, String rule, String mode, String reason)
            implements SessionEvent {}

    /** Something that the session is told of, said by a part of Talaria and by no person. */
    record NoticeHeard(String turn, String source, String text) implements SessionEvent {}

    /** A person answered what the gate asked, or nobody did. */
    record ApprovalAnswered(String callId, String by, String outcome) implements SessionEvent {}

    /**
     * A call runs from now on.
     *
     * @param effects for the audit
     * @param idempotent whether it may run again if its end is not seen
     */
    record ToolStarted(String callId, String tool, List<String> effects, boolean idempotent) implements SessionEvent {
        public ToolStarted {
            effects = List.copyOf(effects);
        }
    }

    /** A call has its result; without a {@link ToolStarted} it never ran. */
    record ToolFinished(String callId, String tool, ToolResult result) implements SessionEvent {}

    /**
     * From now on the model sees less: what {@link Compaction} says. The originals stay in the journal; a rebuild applies
     * it again.
     */
    record Compacted(Compaction compaction) implements SessionEvent {}

    /** What a person, or Talaria for one, did to the session as a whole; no turn. */
    sealed interface Control extends SessionEvent {
        /** Id of the person; {@code talaria} for what nobody asked for. */
        String by();
    }

    /**
     * What came after an event, up to this one, does not count any more; the session is what it was then.
     *
     * @param to sequence of the last event that counts
     */
    record Undone(long to, String by) implements Control {}

    /**
     * All that stands before in this stream was copied from another session, sequence by sequence.
     *
     * @param from id of that session
     */
    record Branched(String from, String by) implements Control {}

    /** The session has a new title. */
    record Titled(String title, String by) implements Control {}

    /**
     * A setting of the session alone; an empty value gives it back to the configuration.
     *
     * @param name {@code model}, {@code toolsets} or {@code sandbox}
     */
    record SettingChanged(String name, String value, String by) implements Control {}

    /**
     * Another key leads to the session from now on.
     *
     * @param key empty for none
     */
    record Routed(String key, String by) implements Control {}

    /** The payload of every event before it was removed. */
    record Erased(String reason, String by) implements Control {}

    /**
     * A command left the session in another directory.
     *
     * @param sandbox id
     * @param workspace what the session's turns were about there; in another workspace it does not count
     * @param directory absolute
     */
    record DirectoryChanged(String sandbox, String workspace, String directory) implements SessionEvent {}

    /** A turn ended. */
    record TurnFinished(String turn, String status, String problem) implements SessionEvent {}
}
