package dev.talaria.engine.approval;

import dev.talaria.api.approval.ApprovalRule;
import dev.talaria.api.base.Json;
import dev.talaria.api.store.Batch;
import dev.talaria.api.store.Conflict;
import dev.talaria.api.store.StoredRecord;
import dev.talaria.api.tool.ToolCall;
import dev.talaria.engine.audit.AuditLog;
import dev.talaria.engine.json.JsonText;
import dev.talaria.spi.store.Store;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Answers that hold for more than once, as records of the store. The key of one is a hash over everything that it is bound
 * to: person, tool, the exact bytes of the arguments, what they were judged to mean, directory, sandbox, the content of
 * files that it runs, and for {@link Scope#SESSION} the session.
 */
public final class Remembered {
    private static final String RECORD = "approval.rule";
    private static final int MOST = 10_000;

    private final Store store;
    private final Clock clock;
    private final AuditLog audit;

    /** How far an answer reaches. */
    public enum Scope {
        SESSION,
        ALWAYS;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Remembered(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.audit = new AuditLog(store, clock);
    }

    Optional<ApprovalRule> find(GateRequest request, String meaning) {
        for (Scope scope : Scope.values()) {
            Optional<ApprovalRule> rule = store.record(RECORD, key(request, meaning, scope))
                    .map(Remembered::rule)
                    .filter(found -> found.expires().isAfter(clock.instant()));
            if (rule.isPresent()) {
                return rule;
            }
        }
        return Optional.empty();
    }

    /** Every answer goes to the audit log, also one that holds once. The call's arguments may be secret, and stay out. */
    public void answered(GateRequest request, String outcome) {
        audit.record(
                request.principal(),
                "approval.answer",
                "tool " + request.call().name() + ", call " + request.call().id() + " of session " + request.session(),
                outcome);
    }

    /** Remembers a yes. */
    public void remember(GateRequest request, Judgement judgement, Scope scope, Duration lasting) {
        String key = key(request, judgement.meaning(), scope);
        byte[] bytes = JsonText.bytes(Json.object(
                "principal",
                request.principal(),
                "scope",
                scope.word(),
                "session",
                scope == Scope.SESSION ? request.session().value() : "",
                "call",
                request.call().name() + " " + request.call().rawArguments(),
                "workspace",
                request.call().workspace(),
                "expires",
                clock.instant().plus(lasting).toEpochMilli()));
        long version = store.record(RECORD, key).map(StoredRecord::version).orElse(0L);
        try {
            store.commit(Batch.builder().put(RECORD, key, version, null, bytes).build());
        } catch (Conflict e) {
            // The same answer was remembered at the same time.
        }
    }

    List<ApprovalRule> list() {
        return store.records(RECORD, "", MOST).stream()
                .map(Remembered::rule)
                .filter(rule -> rule.expires().isAfter(clock.instant()))
                .sorted(Comparator.comparing(ApprovalRule::expires).reversed())
                .toList();
    }

    /** @param id of the rule, or a prefix that only one has */
    boolean revoke(String id) {
        List<StoredRecord> found = store.records(RECORD, "", MOST).stream()
                .filter(stored -> !id.isEmpty() && stored.key().startsWith(id))
                .toList();
        if (found.size() != 1) {
            return false;
        }
        store.commit(Batch.builder()
                .remove(RECORD, found.get(0).key(), found.get(0).version())
                .build());
        audit.record("approval.revoke", rule(found.get(0)).id(), "ok");
        return true;
    }

    private static ApprovalRule rule(StoredRecord stored) {
        Map<String, Object> fields = JsonText.object(stored.bytes());
        return new ApprovalRule(
                stored.key().substring(0, 12),
                text(fields, "principal"),
                text(fields, "scope"),
                text(fields, "session"),
                text(fields, "call"),
                text(fields, "workspace"),
                fields.get("expires") instanceof Long millis ? Instant.ofEpochMilli(millis) : Instant.EPOCH);
    }

    private static String text(Map<String, Object> fields, String name) {
        return fields.get(name) instanceof String text ? text : "";
    }

    private static String key(GateRequest request, String meaning, Scope scope) {
        ToolCall call = request.call();
        return hash(List.of(
                scope.word(),
                scope == Scope.SESSION ? request.session().value() : "",
                request.principal(),
                call.name(),
                call.rawArguments(),
                call.cwd(),
                call.workspace(),
                call.sandboxId(),
                meaning,
                request.code().digests().toString()));
    }

    /** Each part with its length before it, so that no two lists run together. */
    private static String hash(List<String> parts) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                sha.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                sha.update(bytes);
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
