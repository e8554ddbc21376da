package dev.talaria.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.talaria.shell.text.Shown;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What commands print for programs: compact JSON, ISO times in UTC, durations in milliseconds. */
final class JsonOut {
    /** In ASCII: no character of it does anything to a terminal. */
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private JsonOut() {}

    /** On one line. */
    static String write(@Nullable Object value) {
        try {
            return MAPPER.writeValueAsString(plain(value));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Over several lines, for people. */
    static String pretty(@Nullable Object value) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(plain(value));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As numbers, text, yes or no, lists, objects and null. */
    static @Nullable Object plain(@Nullable Object value) {
        if (value == null || value instanceof Number || value instanceof Boolean) {
            return value;
        } else if (value instanceof Optional<?> maybe) {
            return plain(maybe.orElse(null));
        } else if (value instanceof OptionalLong maybe) {
            return maybe.isPresent() ? maybe.getAsLong() : null;
        } else if (value instanceof Instant || value instanceof LocalDate) {
            return value.toString();
        } else if (value instanceof Duration time) {
            return time.toMillis();
        } else if (value instanceof Enum<?> constant) {
            return Shown.word(constant);
        } else if (value instanceof Collection<?> several) {
            return several.stream().map(JsonOut::plain).toList();
        } else if (value instanceof Map<?, ?> map) {
            Map<String, Object> object = new LinkedHashMap<>();
            map.forEach((key, each) -> object.put(key.toString(), plain(each)));
            return object;
        }
        return value.toString();
    }
}
