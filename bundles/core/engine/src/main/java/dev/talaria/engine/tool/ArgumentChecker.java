package dev.talaria.engine.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.talaria.api.tool.ToolSpec;
import dev.talaria.engine.json.JsonSyntaxException;
import dev.talaria.engine.json.JsonText;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * From a model's argument text to arguments that are valid by the tool's schema: parse, coerce, validate. Every refusal
 * is a sentence that the model can act on.
 */
public final class ArgumentChecker {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int MAX_PROBLEMS = 5;

    private final String tool;
    private final Map<String, Object> schema;
    private volatile @Nullable Schema compiled;

    ArgumentChecker(ToolSpec spec) {
        this(spec.name(), spec.parameters());
    }

    /** For a schema that was pinned earlier. */
    public ArgumentChecker(String tool, Map<String, Object> schema) {
        this.tool = tool;
        this.schema = schema;
    }

    /**
     * Checks arguments.
     *
     * @param raw the model's text; blank means no arguments
     * @param cut whether the reply was cut at the output limit, so that a blank or broken text is a truncated one
     * @throws InvalidArgumentsException with what is wrong and what to do
     */
    public Map<String, Object> check(String raw, boolean cut) throws InvalidArgumentsException {
        Object value = parse(raw, cut);
        if (value instanceof String text) {
            value = parse(text, cut); // some models encode the object twice
        }
        if (!(value instanceof Map<?, ?> object)) {
            throw new InvalidArgumentsException(
                    "The arguments of " + tool + " must be a JSON object. Nothing was run; call it again.");
        }
        Map<String, Object> coerced = Coercion.coerceObject(object, schema);
        List<Error> problems = validator().validate(MAPPER.<JsonNode>valueToTree(coerced));
        if (!problems.isEmpty()) {
            throw new InvalidArgumentsException("The arguments of " + tool + " are not valid: " + sentence(problems)
                    + ". Nothing was run; correct them and call it again.");
        }
        return coerced;
    }

    private @Nullable Object parse(String raw, boolean cut) throws InvalidArgumentsException {
        if (raw.isBlank() && !cut) {
            return Map.of();
        }
        try {
            return JsonText.parse(raw);
        } catch (JsonSyntaxException e) {
            throw new InvalidArgumentsException(
                    cut
                            ? "The arguments of " + tool + " were cut off at the output limit, so nothing was run. Call"
                                    + " it again with shorter arguments, or in several smaller calls."
                            : "The arguments of " + tool + " are not valid JSON (" + e.getMessage()
                                    + "). Nothing was run; call it again with one JSON object.");
        }
    }

    /** Compiled when first needed: most tools are never called. */
    private Schema validator() {
        Schema known = compiled;
        if (known == null) {
            known = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(MAPPER.<JsonNode>valueToTree(schema));
            compiled = known;
        }
        return known;
    }

    private static String sentence(List<Error> problems) {
        String shown = problems.stream()
                .limit(MAX_PROBLEMS)
                .map(problem -> problem.getInstanceLocation() + " " + problem.getMessage())
                .map(String::strip)
                .collect(Collectors.joining("; "));
        return problems.size() > MAX_PROBLEMS ? shown + "; and " + (problems.size() - MAX_PROBLEMS) + " more" : shown;
    }

    /** The message is for the model. */
    public static final class InvalidArgumentsException extends Exception {
        InvalidArgumentsException(String message) {
            super(message);
        }
    }
}
