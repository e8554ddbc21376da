package dev.talaria.api.state;

import dev.talaria.api.base.Json;
import java.util.Map;

/**
 * A value as it is kept.
 *
 * @param version from 1, grows by one with every write
 * @param value plain values, as JSON has them
 */
public record StateEntry(String key, long version, Map<String, Object> value) {
    public StateEntry {
        value = Json.freezeObject(value);
    }
}
