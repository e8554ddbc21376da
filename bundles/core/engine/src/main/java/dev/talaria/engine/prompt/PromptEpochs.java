package dev.talaria.engine.prompt;

import dev.talaria.api.base.Json;
import dev.talaria.api.prompt.PromptEpoch;
import dev.talaria.api.store.StoreException;
import dev.talaria.api.tool.ToolDefinition;
import dev.talaria.api.tool.ToolSpec;
import dev.talaria.engine.json.JsonText;
import dev.talaria.engine.session.Session;
import dev.talaria.engine.session.SessionEvent.EpochStarted;
import dev.talaria.spi.store.BlobStore;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Pins what every prompt of a session begins with, and decides when to pin anew: in a new session, when the conversation
 * was made shorter, and at a turn's start when a tool was added or changed, or the session got other toolsets. A removed
 * tool stays pinned; its calls answer {@code unavailable}.
 *
 * <p>The pinned text is stored as a blob and read back after a restart, never rendered again.
 */
public final class PromptEpochs {
    private static final String COMPACTED = "the conversation was made shorter";

    private final BlobStore blobs;
    private final Clock clock;
    private final SystemPrompt prompt = new SystemPrompt();

    public PromptEpochs(BlobStore blobs, Clock clock) {
        this.blobs = blobs;
        this.clock = clock;
    }

    /**
     * The epoch for the turn that begins now. A new one is pinned to the session and its event appended; the caller
     * commits.
     *
     * @param tools what can be called now, sorted by name
     * @param renewOnAdded whether an added tool begins a new epoch
     * @param around asked only if a new epoch begins: an edited context file begins none
     */
    public PromptEpoch forTurn(
            Session session, List<ToolSpec> tools, boolean renewOnAdded, Supplier<Surroundings> around) {
        PromptEpoch pinned = pinned(session);
        List<ToolDefinition> now = tools.stream().map(ToolSpec::definition).toList();
        if (pinned == null) {
            return begin(session, "new session", now, around.get());
        }
        if (session.conversation().epochDue()) {
            return begin(session, COMPACTED, now, around.get());
        }
        if (session.conversation().toolsetsChanged()) {
            return begin(session, "other toolsets", now, around.get());
        }
        List<String> added = renewOnAdded ? added(pinned, now) : List.of();
        if (added.isEmpty()) {
            return pinned;
        }
        return begin(session, "tools added: " + String.join(", ", added), now, around.get());
    }

    /** A new epoch for a conversation that is shorter from now on; its event is appended, the caller commits. */
    public PromptEpoch afterCompaction(Session session, List<ToolSpec> tools, Surroundings around) {
        return begin(
                session, COMPACTED, tools.stream().map(ToolSpec::definition).toList(), around);
    }

    /** What is pinned now, read back if it must be; null before the first turn. */
    public @Nullable PromptEpoch pinned(Session session) {
        if (session.epoch() == null && !session.conversation().epochBlob().isEmpty()) {
            session.pin(read(session.conversation().epochBlob()));
        }
        return session.epoch();
    }

    private static List<String> added(PromptEpoch pinned, List<ToolDefinition> now) {
        return now.stream()
                .filter(tool -> !pinned.tool(tool.name()).equals(Optional.of(tool)))
                .map(ToolDefinition::name)
                .toList();
    }

    private PromptEpoch begin(Session session, String reason, List<ToolDefinition> tools, Surroundings around) {
        String system = prompt.render(tools, around, clock.instant().atZone(ZoneId.systemDefault()));
        String blob = blobs.put(write(system, tools));
        PromptEpoch epoch = new PromptEpoch(blob, system, tools);
        session.pin(epoch);
        session.append(new EpochStarted(blob, reason));
        return epoch;
    }

    private static byte[] write(String system, List<ToolDefinition> tools) {
        List<Object> written = new ArrayList<>();
        tools.forEach(tool -> written.add(
                Json.object("name", tool.name(), "description", tool.description(), "parameters", tool.parameters())));
        return JsonText.bytes(Json.object("system", system, "tools", written));
    }

    /** @throws StoreException if the blob is gone */
    public PromptEpoch read(String blob) {
        byte[] bytes = blobs.get(blob)
                .orElseThrow(() -> new StoreException(
                        StoreException.Code.IO,
                        "The pinned prompt " + blob + " of this session is missing in blobs/.",
                        "Restore it from a backup, or begin a new session.",
                        null));
        Map<String, Object> stored = JsonText.object(bytes);
        List<ToolDefinition> tools = new ArrayList<>();
        for (Object element : (List<?>) stored.get("tools")) {
            Map<?, ?> tool = (Map<?, ?>) element;
            tools.add(new ToolDefinition(
                    (String) tool.get("name"), (String) tool.get("description"), Json.freezeObject((Map<?, ?>)
                            tool.get("parameters"))));
        }
        return new PromptEpoch(blob, (String) stored.get("system"), tools);
    }
}
