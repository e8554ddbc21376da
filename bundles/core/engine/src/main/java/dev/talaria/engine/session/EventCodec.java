package dev.talaria.engine.session;

import dev.talaria.api.base.Json;
import dev.talaria.api.model.ChatResponse.FinishReason;
import dev.talaria.api.model.Cost;
import dev.talaria.api.model.Usage;
import dev.talaria.api.store.EventRecord;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.engine.json.JsonText;
import dev.talaria.engine.session.SessionEvent.ApprovalAnswered;
import dev.talaria.engine.session.SessionEvent.AssistantMessage;
import dev.talaria.engine.session.SessionEvent.CallJudged;
import dev.talaria.engine.session.SessionEvent.Compacted;
import dev.talaria.engine.session.SessionEvent.Control;
import dev.talaria.engine.session.SessionEvent.DirectoryChanged;
import dev.talaria.engine.session.SessionEvent.EpochStarted;
import dev.talaria.engine.session.SessionEvent.NoticeHeard;
import dev.talaria.engine.session.SessionEvent.SessionStarted;
import dev.talaria.engine.session.SessionEvent.ToolFinished;
import dev.talaria.engine.session.SessionEvent.ToolStarted;
import dev.talaria.engine.session.SessionEvent.TurnFinished;
import dev.talaria.engine.session.SessionEvent.UserMessage;
import dev.talaria.engine.session.SessionEvent.UserSteered;
import dev.talaria.spi.store.BlobStore;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Session events as bytes: UTF-8 JSON objects. A type that this version does not know decodes to nothing. */
public final class EventCodec {
    private static final int SCHEMA_VERSION = 1;

    private static final Set<String> TYPES = Set.of(
            "session.started",
            "epoch.started",
            "user.message",
            "user.steered",
            "assistant.message",
            "notice.heard",
            "call.judged",
            "approval.answered",
            "tool.started",
            "tool.finished",
            CompactionCodec.TYPE,
            "directory.changed",
            "turn.finished");

    private EventCodec() {}

    static EventRecord encode(SessionEvent event) {
        if (event instanceof SessionStarted e) {
            return record("session.started", "key", e.key(), "principal", e.principal());
        }
        if (event instanceof EpochStarted e) {
            return record("epoch.started", "blob", e.blob(), "reason", e.reason());
        }
        if (event instanceof UserMessage e) {
            return indexed(
                    e.text(),
                    record(
                            "user.message",
                            "turn",
                            e.turn(),
                            "principal",
                            e.principal(),
                            "source",
                            e.source(),
                            "text",
                            e.text(),
                            "attachments",
                            AttachmentCodec.encode(e.attachments())));
        }
        if (event instanceof UserSteered e) {
            return indexed(
                    e.text(), record("user.steered", "turn", e.turn(), "principal", e.principal(), "text", e.text()));
        }
        if (event instanceof AssistantMessage e) {
            return indexed(e.message().text(), assistant(e));
        }
        if (event instanceof NoticeHeard e) {
            return record("notice.heard", "turn", e.turn(), "source", e.source(), "text", e.text());
        }
        if (event instanceof CallJudged e) {
            return record(
                    "call.judged",
                    "call",
                    e.callId(),
                    "verdict",
                    e.verdict(),
                    "class",
                    e.effectClass(),
                    "rule",
                    e.rule(),
                    "mode",
                    e.mode(),
                    "reason",
                    e.reason());
        }
        if (event instanceof ApprovalAnswered e) {
            return record("approval.answered", "call", e.callId(), "by", e.by(), "outcome", e.outcome());
        }
        if (event instanceof ToolStarted e) {
            return record(
                    "tool.started",
                    "call",
                    e.callId(),
                    "tool",
                    e.tool(),
                    "effects",
                    e.effects(),
                    "idempotent",
                    e.idempotent());
        }
        if (event instanceof ToolFinished e) {
            return indexed(
                    e.result().text(),
                    record(
                            "tool.finished",
                            "call",
                            e.callId(),
                            "tool",
                            e.tool(),
                            "status",
                            e.result().status().name(),
                            "text",
                            e.result().text()));
        }
        if (event instanceof Compacted e) {
            return CompactionCodec.encode(e.compaction());
        }
        if (event instanceof Control e) {
            return ControlCodec.encode(e);
        }
        if (event instanceof DirectoryChanged e) {
            return record(
                    "directory.changed",
                    "sandbox",
                    e.sandbox(),
                    "workspace",
                    e.workspace(),
                    "directory",
                    e.directory());
        }
        TurnFinished e = (TurnFinished) event;
        return record("turn.finished", "turn", e.turn(), "status", e.status(), "problem", e.problem());
    }

    private static boolean known(String type) {
        return TYPES.contains(type) || ControlCodec.TYPES.contains(type);
    }

    /** @param blobs where the bytes of attachments are */
    public static Optional<SessionEvent> decode(EventRecord stored, BlobStore blobs) {
        if (stored.bytes().length == 0 || !known(stored.type())) {
            return Optional.empty(); // erased, or its bytes may be anything
        }
        Fields f = new Fields(JsonText.object(stored.bytes()));
        return Optional.ofNullable(
                switch (stored.type()) {
                    case "session.started" -> new SessionStarted(f.text("key"), f.text("principal"));
                    case "epoch.started" -> new EpochStarted(f.text("blob"), f.text("reason"));
                    case "user.message" ->
                        new UserMessage(
                                f.text("turn"),
                                f.text("principal"),
                                f.text("source"),
                                f.text("text"),
                                AttachmentCodec.decode(f.list("attachments"), blobs));
                    case "user.steered" -> new UserSteered(f.text("turn"), f.text("principal"), f.text("text"));
                    case "assistant.message" -> assistant(f);
                    case "notice.heard" -> new NoticeHeard(f.text("turn"), f.text("source"), f.text("text"));
                    case "call.judged" ->
                        new CallJudged(
                                f.text("call"),
                                f.text("verdict"),
                                f.text("class"),
                                f.text("rule"),
                                f.text("mode"),
                                f.text("reason"));
                    case "approval.answered" -> new ApprovalAnswered(f.text("call"), f.text("by"), f.text("outcome"));
                    case "tool.started" ->
                        new ToolStarted(
                                f.text("call"),
                                f.text("tool"),
                                f.list("effects").stream().map(String::valueOf).toList(),
                                Boolean.TRUE.equals(f.values().get("idempotent")));
                    case "tool.finished" ->
                        new ToolFinished(
                                f.text("call"),
                                f.text("tool"),
                                new ToolResult(f.constant("status", ToolResult.Status.UNKNOWN), f.text("text")));
                    case CompactionCodec.TYPE -> new Compacted(CompactionCodec.decode(f));
                    case "directory.changed" ->
                        new DirectoryChanged(f.text("sandbox"), f.text("workspace"), f.text("directory"));
                    case "turn.finished" -> new TurnFinished(f.text("turn"), f.text("status"), f.text("problem"));
                    default -> ControlCodec.decode(stored.type(), f);
                });
    }

    private static EventRecord assistant(AssistantMessage e) {
        return record(
                "assistant.message",
                "turn",
                e.turn(),
                "model",
                e.model(),
                "content",
                MessageCodec.content(e.message().content()),
                "finish",
                e.finish().name(),
                "usage",
                Json.object(
                        "input",
                        e.usage().inputTokens(),
                        "cached",
                        e.usage().cachedInputTokens(),
                        "output",
                        e.usage().outputTokens(),
                        "cacheWrite",
                        e.usage().cacheWriteTokens(),
                        "reasoning",
                        e.usage().reasoningTokens()),
                "cost",
                e.cost().map(EventCodec::cost).orElse(Map.of()));
    }

    private static SessionEvent assistant(Fields f) {
        Fields usage = f.object("usage");
        return new AssistantMessage(
                f.text("turn"),
                f.text("model"),
                MessageCodec.assistant(f.list("content")),
                f.constant("finish", FinishReason.OTHER),
                new Usage(
                        usage.number("input"),
                        usage.number("cached"),
                        usage.number("output"),
                        usage.number("cacheWrite"),
                        usage.number("reasoning")),
                cost(f.object("cost")));
    }

    private static Map<String, Object> cost(Cost cost) {
        return Json.object(
                "usd",
                cost.usd().toPlainString(),
                "source",
                cost.source(),
                "asOf",
                cost.asOf().toString());
    }

    private static Optional<Cost> cost(Fields f) {
        return f.text("usd").isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Cost(new BigDecimal(f.text("usd")), f.text("source"), LocalDate.parse(f.text("asOf"))));
    }

    static EventRecord record(String type, Object... namesAndValues) {
        return new EventRecord(type, SCHEMA_VERSION, JsonText.bytes(Json.object(namesAndValues)), null);
    }

    private static EventRecord indexed(String text, EventRecord event) {
        return text.isEmpty() ? event : new EventRecord(event.type(), event.schemaVersion(), event.bytes(), text);
    }

    /** Lenient reading: what is missing is empty, what is unknown is passed over. */
    record Fields(Map<String, Object> values) {
        String text(String name) {
            return values.get(name) instanceof String text ? text : "";
        }

        long number(String name) {
            return values.get(name) instanceof Long number ? number : 0;
        }

        List<?> list(String name) {
            return values.get(name) instanceof List<?> list ? list : List.of();
        }

        Fields object(String name) {
            return new Fields(values.get(name) instanceof Map<?, ?> map ? Json.freezeObject(map) : Map.of());
        }

        <E extends Enum<E>> E constant(String name, E otherwise) {
            for (E constant : otherwise.getDeclaringClass().getEnumConstants()) {
                if (constant.name().equals(text(name))) {
                    return constant;
                }
            }
            return otherwise;
        }
    }
}
