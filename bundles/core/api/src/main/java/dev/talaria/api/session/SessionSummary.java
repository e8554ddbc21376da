package dev.talaria.api.session;

import dev.talaria.api.base.SessionId;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One session at a glance, as of the last event that began or ended a turn or changed the session as a whole.
 *
 * @param key what leads to it; empty if nothing does any more
 * @param started when its first event was committed
 * @param changed when that last event was committed
 * @param turns that began in it and were not undone
 * @param events in its journal
 * @param title as given, else how its first message begins; empty if it has none or it was erased
 * @param titledBy who gave the title; empty if nobody did
 * @param source of its first turn, as in {@link dev.talaria.api.agent.TurnRequest.Source}
 * @param parent id of the session that it was branched from; empty if it was not
 * @param settings of this session alone, by {@link SessionSetting#key}
 * @param undos how often something was undone
 * @param compactions how often it was made shorter for the model
 * @param bytes of its events
 * @param open whether a turn began that has not ended
 */
public record SessionSummary(
        String key,
        SessionId id,
        Instant started,
        Instant changed,
        long turns,
        long events,
        String title,
        String titledBy,
        String source,
        String parent,
        Map<String, String> settings,
        long undos,
        long compactions,
        long bytes,
        boolean open) {
    public SessionSummary {
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    }
}
