package dev.talaria.engine.session;

import dev.talaria.api.agent.TurnRequest;
import dev.talaria.api.agent.TurnRequest.Source;
import dev.talaria.api.approval.ApprovalMode;
import dev.talaria.api.base.Address;
import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.base.Json;
import dev.talaria.api.base.Principal;
import dev.talaria.api.base.SessionId;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.store.Batch;
import dev.talaria.api.store.StoredRecord;
import dev.talaria.engine.delivery.AddressCodec;
import dev.talaria.engine.json.Fields;
import dev.talaria.engine.json.JsonText;
import dev.talaria.spi.store.Store;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A turn that began and has a place to reply to: all that is needed to go on with it. A record from the commit that
 * journals its message to the one that ends it; the message itself is in the journal.
 *
 * @param version of the record; 0 before it is there
 * @param turn its id
 * @param crashes how often a process ended in the middle of it
 * @param unknown calls of which nobody knows whether they took effect, for the reply
 * @param request without message and attachments
 */
public record OpenTurn(long version, String turn, int crashes, List<String> unknown, TurnRequest request) {
    /** Its key is the session's id. */
    public static final String RECORD = "turn.open";

    public OpenTurn {
        unknown = List.copyOf(unknown);
    }

    /** The turn begins; nothing if its caller has the reply. */
    public static Optional<OpenTurn> beginning(String turn, TurnRequest request) {
        return request.reply().map(reply -> new OpenTurn(0, turn, 0, List.of(), request));
    }

    public Address reply() {
        return request.reply().orElseThrow();
    }

    public void write(Batch.Builder batch, SessionId session) {
        batch.put(RECORD, session.value(), version, null, bytes());
    }

    /** As it stands once it is written. */
    public OpenTurn written() {
        return new OpenTurn(version + 1, turn, crashes, unknown, request);
    }

    public void remove(Batch.Builder batch, SessionId session) {
        batch.remove(RECORD, session.value(), version);
    }

    /** A process ended in the middle of it. */
    OpenTurn crashed(List<String> callsUnknown) {
        List<String> all = new ArrayList<>(unknown);
        all.addAll(callsUnknown);
        return new OpenTurn(version, turn, crashes + 1, all, request);
    }

    /** The process ends on request in the middle of it, which is no crash. */
    public OpenTurn suspended(List<String> callsUnknown) {
        return new OpenTurn(version, turn, crashes - 1, callsUnknown, request);
    }

    private byte[] bytes() {
        return JsonText.bytes(Json.object(
                "turn",
                turn,
                "crashes",
                crashes,
                "unknown",
                unknown,
                "session",
                request.session().value(),
                "principal",
                request.principal().id(),
                "principalName",
                request.principal().name(),
                "source",
                request.source().name(),
                "attended",
                request.attended(),
                "model",
                request.model(),
                "cwd",
                request.cwd(),
                "sandbox",
                request.sandbox(),
                "approval",
                request.approval().map(ApprovalMode::word).orElse(""),
                "reply",
                AddressCodec.encode(reply())));
    }

    static OpenTurn of(StoredRecord record) {
        Fields f = Fields.of(record.bytes());
        TurnRequest request = new TurnRequest(
                sessionOf(record),
                "",
                List.of(),
                new Principal(f.text("principal"), f.text("principalName")),
                source(f.text("source")),
                f.flag("attended"),
                f.text("model"),
                f.text("cwd"),
                f.text("sandbox"),
                ApprovalMode.of(f.text("approval")),
                Optional.of(AddressCodec.decode(f.object("reply"))),
                new CancellationSource());
        List<String> unknown = f.list("unknown").stream().map(String::valueOf).toList();
        return new OpenTurn(record.version(), f.text("turn"), (int) f.number("crashes"), unknown, request);
    }

    /** The session that an open turn belongs to. */
    public static SessionKey sessionOf(StoredRecord record) {
        return new SessionKey(Fields.of(record.bytes()).text("session"));
    }

    /** Whether a turn of the session is open; one that runs is, too. */
    public static boolean isOpen(Store store, SessionKey session) {
        return store.record(Session.KEY_RECORD, session.value())
                .map(id -> new String(id.bytes(), StandardCharsets.UTF_8))
                .flatMap(id -> store.record(RECORD, id))
                .isPresent();
    }

    private static Source source(String name) {
        for (Source source : Source.values()) {
            if (source.name().equals(name)) {
                return source;
            }
        }
        return Source.API;
    }
}
