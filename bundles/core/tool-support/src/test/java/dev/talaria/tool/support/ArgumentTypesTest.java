package dev.talaria.tool.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.base.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentTypesTest {
    enum Mode {
        REPLACE,
        PATCH_ALL
    }

    record Edit(String text, @Default("1") int times) {}

    record Everything(
            @Describe("Some text") String text,
            int count,
            Long big,
            double ratio,
            Boolean sure,
            Mode mode,
            List<String> names,
            List<List<Integer>> grid,
            List<Edit> edits,
            Edit edit,
            Map<String, Object> extra,
            Optional<Mode> maybeMode,
            Optional<List<Long>> maybeList) {}

    record Defaults(
            @Default("x") String text,
            @Default("-5") int count,
            @Default("9000000000") long big,
            @Default("0.5") double ratio,
            @Default("true") boolean sure,
            @Default("patch_all") Mode mode) {}

    private static final Map<String, Object> VALID = Json.object(
            "text",
            "t",
            "count",
            3L,
            "big",
            Long.MAX_VALUE,
            "ratio",
            new BigDecimal("2.5"),
            "sure",
            true,
            "mode",
            "patch_all",
            "names",
            Json.array("a", "b"),
            "grid",
            Json.array(Json.array(1L), Json.array()),
            "edits",
            Json.array(Json.object("text", "e")),
            "edit",
            Json.object("text", "f", "times", 2L),
            "extra",
            Json.object("z", null, "a", Json.array(1L)),
            "maybeMode",
            "replace",
            "maybeList",
            Json.array(4L));

    private final RecordType<Everything> everything = ArgumentTypes.ofRecord(Everything.class);

    @Test
    void theSchemaKeepsTheOrderOfTheComponents() {
        assertThat(properties(everything).keySet())
                .containsExactly(
                        "text",
                        "count",
                        "big",
                        "ratio",
                        "sure",
                        "mode",
                        "names",
                        "grid",
                        "edits",
                        "edit",
                        "extra",
                        "maybeMode",
                        "maybeList");
        assertThat(everything.schema().get("required"))
                .isEqualTo(List.of(
                        "text", "count", "big", "ratio", "sure", "mode", "names", "grid", "edits", "edit", "extra"));
        assertThat(everything.schema().keySet())
                .containsExactly("type", "properties", "required", "additionalProperties");
    }

    @Test
    void everyTypeHasItsSchema() {
        Map<String, Object> edit = Json.object(
                "type",
                "object",
                "properties",
                Json.object(
                        "text", Json.object("type", "string"),
                        "times", Json.object("type", "integer", "default", 1L)),
                "required",
                List.of("text"),
                "additionalProperties",
                false);
        Map<String, Object> mode = Json.object("type", "string", "enum", List.of("replace", "patch_all"));
        Map<String, Object> integers = Json.object("type", "array", "items", Json.object("type", "integer"));
        assertThat(properties(everything))
                .isEqualTo(Json.object(
                        "text", Json.object("type", "string", "description", "Some text"),
                        "count", Json.object("type", "integer"),
                        "big", Json.object("type", "integer"),
                        "ratio", Json.object("type", "number"),
                        "sure", Json.object("type", "boolean"),
                        "mode", mode,
                        "names", Json.object("type", "array", "items", Json.object("type", "string")),
                        "grid", Json.object("type", "array", "items", integers),
                        "edits", Json.object("type", "array", "items", edit),
                        "edit", edit,
                        "extra", Json.object("type", "object"),
                        "maybeMode", mode,
                        "maybeList", integers));
    }

    @Test
    void aSchemaWithoutRequiredArgumentsDoesNotListAny() {
        assertThat(ArgumentTypes.ofRecord(Defaults.class).schema().keySet())
                .containsExactly("type", "properties", "additionalProperties");
    }

    @Test
    void validValuesBind() {
        assertThat(everything.bind(VALID, ""))
                .isEqualTo(new Everything(
                        "t",
                        3,
                        Long.MAX_VALUE,
                        2.5,
                        true,
                        Mode.PATCH_ALL,
                        List.of("a", "b"),
                        List.of(List.of(1), List.of()),
                        List.of(new Edit("e", 1)),
                        new Edit("f", 2),
                        Json.object("z", null, "a", Json.array(1L)),
                        Optional.of(Mode.REPLACE),
                        Optional.of(List.of(4L))));
        assertThat(everything.bind(VALID, "").extra().keySet()).containsExactly("z", "a");
    }

    @Test
    void anIntegerIsANumberToo() {
        assertThat(everything.bind(with("ratio", 4L), "").ratio()).isEqualTo(4.0);
    }

    @Test
    void absentAndNullMeanTheDefault() {
        RecordType<Defaults> defaults = ArgumentTypes.ofRecord(Defaults.class);
        Defaults expected = new Defaults("x", -5, 9_000_000_000L, 0.5, true, Mode.PATCH_ALL);
        assertThat(defaults.bind(Json.object(), "")).isEqualTo(expected);
        assertThat(defaults.bind(Json.object("text", null, "mode", null), "")).isEqualTo(expected);
        assertThat(defaults.bind(Json.object("text", "y"), "").text()).isEqualTo("y");
    }

    @Test
    void theDefaultsAreInTheSchemaAsPlainValues() {
        Map<String, Object> properties = properties(ArgumentTypes.ofRecord(Defaults.class));
        assertThat(properties.values().stream()
                        .map(schema -> ((Map<?, ?>) schema).get("default"))
                        .toList())
                .isEqualTo(List.of("x", -5L, 9_000_000_000L, new BigDecimal("0.5"), true, "patch_all"));
    }

    @Test
    void absentAndNullOptionalsAreEmpty() {
        assertThat(everything.bind(with("maybeMode", null), "").maybeMode()).isEmpty();
        record Only(Optional<String> text) {}
        assertThat(ArgumentTypes.ofRecord(Only.class).bind(Json.object(), "").text())
                .isEmpty();
    }

    @Test
    void valuesOfTheWrongTypeAreRefusedByName() {
        assertRefused("count", 2147483648L, "argument 'count' must be an integer from -2147483648 to 2147483647");
        assertRefused("count", new BigDecimal("1.5"), "argument 'count'");
        assertRefused("count", "3", "argument 'count'");
        assertRefused("big", new BigDecimal("1e40"), "argument 'big' must be a 64-bit integer, not 1E+40");
        assertRefused("ratio", new BigDecimal("1e400"), "argument 'ratio' must be a finite number");
        assertRefused("ratio", "1", "argument 'ratio'");
        assertRefused("sure", "true", "argument 'sure' must be true or false");
        assertRefused("mode", "PATCH", "argument 'mode' must be one of replace, patch_all, not PATCH");
        assertRefused("mode", 1L, "argument 'mode'");
        assertRefused("names", "a", "argument 'names' must be an array");
        assertRefused("names", Json.array("a", null), "argument 'names[1]' must be text, not null");
        assertRefused("grid", Json.array(Json.array(1L, "b")), "argument 'grid[0][1]'");
        assertRefused("edits", Json.array(Json.object()), "argument 'edits[0].text' is missing");
        assertRefused("edit", Json.array(), "argument 'edit' must be an object");
        assertRefused("extra", "no", "argument 'extra' must be an object");
        assertRefused("maybeList", Json.array(true), "argument 'maybeList[0]'");
        assertRefused("text", null, "argument 'text' is missing");
    }

    @Test
    void aHugeWrongValueIsShownByItsStartOnly() {
        assertThatThrownBy(() -> everything.bind(with("count", "x".repeat(1_000_000)), ""))
                .isInstanceOfSatisfying(
                        BindingException.class, e -> assertThat(e.getMessage()).hasSizeLessThan(200));
    }

    @Test
    void theRecordsOwnChecksSpeak() {
        record Page(int limit) {
            Page {
                if (limit > 10) {
                    throw new IllegalArgumentException("limit is at most 10");
                }
            }
        }
        record Holder(Page page) {}
        assertThatThrownBy(() -> ArgumentTypes.ofRecord(Page.class).bind(Json.object("limit", 11L), ""))
                .isInstanceOf(BindingException.class)
                .hasMessage("limit is at most 10");
        assertThatThrownBy(() ->
                        ArgumentTypes.ofRecord(Holder.class).bind(Json.object("page", Json.object("limit", 11L)), ""))
                .hasMessage("argument 'page': limit is at most 10");
    }

    @Test
    void boundListsCannotBeChanged() {
        assertThatThrownBy(() -> everything.bind(VALID, "").names().add("c"))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void unsupportedTypesAreNamed() {
        record Floats(String fine, float ratio) {}
        record Sets(Set<String> names) {}
        record Anything(Object any) {}
        record TypedMap(Map<String, String> map) {}
        @SuppressWarnings("rawtypes")
        record Raw(List list) {}
        record Nested(Optional<Optional<String>> twice) {}
        record InList(List<Optional<String>> names) {}
        assertUnsupported(
                Floats.class,
                "component 'ratio' of record " + Floats.class.getName()
                        + " has the unsupported type float; supported are String, int");
        assertUnsupported(Sets.class, "unsupported type java.util.Set<java.lang.String>");
        assertUnsupported(Anything.class, "unsupported type java.lang.Object");
        assertUnsupported(TypedMap.class, "component 'map'");
        assertUnsupported(Raw.class, "component 'list'");
        assertUnsupported(Nested.class, "component 'twice'");
        assertUnsupported(InList.class, "component 'names'");
    }

    record Tree(List<Tree> children) {}

    @Test
    void aRecordInsideItselfIsRefused() {
        assertUnsupported(Tree.class, "component 'children' of record " + Tree.class.getName() + " contains its own");
    }

    @Test
    void theSameRecordTwiceSideBySideIsFine() {
        record Pair(Edit left, Edit right) {}
        assertThat(properties(ArgumentTypes.ofRecord(Pair.class))).containsOnlyKeys("left", "right");
    }

    @Test
    void nullableIsRefusedBecauseABundleCannotSeeIt() {
        record Loose(@Nullable String text) {}
        assertUnsupported(Loose.class, "component 'text' of record " + Loose.class.getName() + " is @Nullable; write");
    }

    @Test
    void defaultsThatDoNotFitAreRefused() {
        record Number(@Default("ten") int count) {}
        record Choice(@Default("REPLACE") Mode mode) {}
        record Flag(@Default("yes") boolean flag) {}
        record Names(@Default("[]") List<String> names) {}
        record Both(@Default("a") Optional<String> text) {}
        assertUnsupported(Number.class, "component 'count'");
        assertUnsupported(Choice.class, "cannot have @Default(\"REPLACE\"): none of replace, patch_all");
        assertUnsupported(Flag.class, "neither true nor false");
        assertUnsupported(Names.class, "text, numbers, booleans and enums only");
        assertUnsupported(Both.class, "is Optional and has a @Default");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text", "7"})
    void argumentsThatAreNoObjectAreRefused(String value) {
        assertThatThrownBy(() -> everything.bind(value, "")).isInstanceOf(BindingException.class);
    }

    private void assertRefused(String name, @Nullable Object value, String message) {
        assertThatThrownBy(() -> everything.bind(with(name, value), ""))
                .isInstanceOf(BindingException.class)
                .hasMessageStartingWith(message);
    }

    private static void assertUnsupported(Class<? extends Record> type, String message) {
        assertThatThrownBy(() -> ArgumentTypes.ofRecord(type))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static Map<String, Object> with(String name, @Nullable Object value) {
        Map<String, Object> changed = new java.util.LinkedHashMap<>(VALID);
        changed.put(name, value);
        return changed;
    }

    private static Map<?, ?> propertiesOf(RecordType<?> type) {
        return (Map<?, ?>) type.schema().get("properties");
    }

    private static Map<String, Object> properties(RecordType<?> type) {
        return Json.freezeObject(propertiesOf(type));
    }
}
