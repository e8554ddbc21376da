package dev.talaria.shell;

import dev.talaria.shell.text.Shown;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a list, each with a title for people and a key for programs, so that the readable table and the JSON
 * come from the same rows.
 *
 * <p>A value is text, a number, a yes or no, an {@code Instant}, a {@code Duration}, an enum, a collection of these,
 * an {@code Optional} of one, or null for what is not known. {@link Shown} says how people read it and {@link JsonOut}
 * how programs do. A key of a number or a {@code Duration} ends in its unit: {@code contextTokens}, {@code tookMs}.
 *
 * @param <R> a row
 */
final class Listing<R> {
    private record Column<R>(
            String title,
            String key,
            Function<? super R, ? extends @Nullable Object> value,
            @Nullable Function<? super R, String> shown,
            boolean right,
            boolean free) {
        Column<R> freed() {
            return new Column<>(title, key, value, shown, right, true);
        }

        Tables.Heading heading() {
            return new Tables.Heading(title, right, free);
        }
    }

    private final String emptyText;
    private final List<Column<R>> columns = new ArrayList<>();

    /** @param emptyText what people read if there is no row: a sentence */
    Listing(String emptyText) {
        this.emptyText = emptyText;
    }

    Listing<R> text(String title, String key, Function<? super R, ? extends @Nullable Object> value) {
        columns.add(new Column<>(title, key, value, null, false, false));
        return this;
    }

    /** Aligned to the right. */
    Listing<R> number(String title, String key, Function<? super R, ? extends @Nullable Object> value) {
        columns.add(new Column<>(title, key, value, null, true, false));
        return this;
    }

    /** A column that people read in other words than programs. */
    Listing<R> worded(
            String title,
            String key,
            Function<? super R, ? extends @Nullable Object> value,
            Function<? super R, String> shown) {
        columns.add(new Column<>(title, key, value, shown, false, false));
        return this;
    }

    /** For programs only. */
    Listing<R> hidden(String key, Function<? super R, ? extends @Nullable Object> value) {
        columns.add(new Column<>("", key, value, null, false, false));
        return this;
    }

    /** For people only. */
    Listing<R> shown(String title, Function<? super R, String> shown) {
        columns.add(new Column<>(title, "", row -> null, shown, false, false));
        return this;
    }

    /**
     * What people read in the column before may be cut, where their terminal is too narrow: words, and nothing that
     * somebody would type.
     */
    Listing<R> free() {
        columns.set(columns.size() - 1, columns.get(columns.size() - 1).freed());
        return this;
    }

    /** The keys of the JSON objects, in their order. */
    List<String> keys() {
        return columns.stream().map(Column::key).filter(key -> !key.isEmpty()).toList();
    }

    /** @param width in columns of a terminal; {@link Screen#ENDLESS} where nothing is to be cut */
    String table(List<? extends R> rows, Instant now, int width) {
        List<Column<R>> visible =
                columns.stream().filter(column -> !column.title().isEmpty()).toList();
        List<List<String>> cells = rows.stream()
                .map(row ->
                        visible.stream().map(column -> shown(column, row, now)).toList())
                .toList();
        String table = Tables.text(visible.stream().map(Column::heading).toList(), cells, width);
        return rows.isEmpty() ? (table + "\n" + emptyText).stripTrailing() : table;
    }

    /** One row, a line for each column that has something to say; text of several lines stands indented. */
    String card(R row, Instant now) {
        List<Column<R>> visible =
                columns.stream().filter(column -> !column.title().isEmpty()).toList();
        int width = visible.stream()
                .mapToInt(column -> column.title().length())
                .max()
                .orElse(0);
        return visible.stream()
                .filter(column -> !shown(column, row, now).isEmpty())
                .map(column -> line(column.title(), width, shown(column, row, now)))
                .collect(Collectors.joining("\n"));
    }

    private static String line(String title, int width, String text) {
        String margin = " ".repeat(width + 2);
        return title + " ".repeat(width - title.length() + 2) + text.strip().replace("\n", "\n" + margin);
    }

    /** One JSON array on one line. */
    String json(List<? extends R> rows) {
        return JsonOut.write(objects(rows));
    }

    /** What {@link #json(List)} writes. */
    List<Map<String, Object>> objects(List<? extends R> rows) {
        return rows.stream().map(this::object).toList();
    }

    /** One JSON object on one line. */
    String json(R row) {
        return JsonOut.write(object(row));
    }

    private Map<String, Object> object(R row) {
        Map<String, Object> object = new LinkedHashMap<>();
        columns.stream().filter(column -> !column.key().isEmpty()).forEach(column -> {
            Object value = column.value().apply(row);
            object.put(
                    column.key(),
                    value instanceof Duration time && column.key().endsWith("Seconds")
                            ? time.toSeconds()
                            : JsonOut.plain(value));
        });
        return object;
    }

    private static <R> String shown(Column<R> column, R row, Instant now) {
        Function<? super R, String> words = column.shown();
        return words != null ? words.apply(row) : Shown.of(column.value().apply(row), now);
    }
}
