package dev.talaria.api.tool;

import dev.talaria.api.approval.EffectKind;
import dev.talaria.api.base.Json;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a tool is, before any call of it.
 *
 * <pre>{@code
 * ToolSpec.named("read_file").describedAs("…").toolset("file").effects(EffectKind.READ)
 * }</pre>
 *
 * @param name what the model calls: 1 to 64 of {@code a-z A-Z 0-9 _ -}
 * @param description for the model
 * @param toolset the set that an operator switches on and off
 * @param parameters JSON Schema of the arguments
 * @param maximum every kind of effect that a call can have; a call that claims another is refused
 */
public record ToolSpec(
        String name, String description, String toolset, Map<String, Object> parameters, Set<EffectKind> maximum) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    public ToolSpec {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("tool name '" + name + "' must be 1 to 64 of a-z A-Z 0-9 _ -");
        }
        parameters = Json.freezeObject(parameters);
        Set<EffectKind> kinds = EnumSet.noneOf(EffectKind.class);
        kinds.addAll(maximum);
        maximum = Collections.unmodifiableSet(kinds);
    }

    /** A tool without description, parameters and effects, in a toolset of its own name. */
    public static ToolSpec named(String name) {
        return new ToolSpec(name, "", name, Json.object("type", "object", "properties", Json.object()), Set.of());
    }

    public ToolSpec describedAs(String text) {
        return new ToolSpec(name, text, toolset, parameters, maximum);
    }

    public ToolSpec toolset(String set) {
        return new ToolSpec(name, description, set, parameters, maximum);
    }

    public ToolSpec parameters(Map<String, Object> schema) {
        return new ToolSpec(name, description, toolset, schema, maximum);
    }

    /** Declares every kind of effect that a call can have. */
    public ToolSpec effects(EffectKind... kinds) {
        Set<EffectKind> set = EnumSet.noneOf(EffectKind.class);
        set.addAll(Arrays.asList(kinds));
        return new ToolSpec(name, description, toolset, parameters, set);
    }

    /** Declares that calls touch nothing outside themselves. */
    public ToolSpec noEffects() {
        return effects();
    }

    public ToolDefinition definition() {
        return new ToolDefinition(name, description, parameters);
    }
}
