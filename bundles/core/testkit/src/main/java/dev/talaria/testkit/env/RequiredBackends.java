package dev.talaria.testkit.env;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * Decides for {@link RequiresBackend}. The names in {@code TALARIA_REQUIRE}, separated by commas or spaces, must not be
 * missing; the JUnit configuration parameter {@code talaria.require}, which may be a system property, goes before it.
 */
public final class RequiredBackends implements ExecutionCondition {
    static final String VARIABLE = "TALARIA_REQUIRE";
    static final String PARAMETER = "talaria.require";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getElement(), RequiresBackend.class)
                .map(required -> decide(ReflectionSupport.newInstance(required.value()), context))
                .orElseGet(() -> ConditionEvaluationResult.enabled("needs no backend"));
    }

    private static ConditionEvaluationResult decide(Backend backend, ExtensionContext context) {
        String test = context.getRequiredTestClass().getSimpleName();
        if (!context.getTags().contains(backend.name())) {
            throw new ExtensionConfigurationException(test + " needs the backend '" + backend.name()
                    + "' and must say @Tag(\"" + backend.name() + "\").");
        }
        Optional<String> missing = backend.missing();
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled(backend.name() + " is there");
        }
        if (required(context).contains(backend.name())) {
            throw new BackendMissingException(test + " needs '" + backend.name() + "', which " + VARIABLE
                    + " names and which is missing: " + missing.get());
        }
        String skipped = "SKIPPED " + test + " " + context.getDisplayName() + ": no '" + backend.name() + "': "
                + missing.get() + " (A failure instead: " + VARIABLE + "=" + backend.name() + ")";
        System.out.println(skipped);
        return ConditionEvaluationResult.disabled(skipped);
    }

    private static List<String> required(ExtensionContext context) {
        String names = context.getConfigurationParameter(PARAMETER)
                .orElseGet(() -> System.getenv().getOrDefault(VARIABLE, ""));
        return List.of(names.strip().split("[,\\s]+"));
    }

    /** A test cannot run, and must. */
    static final class BackendMissingException extends RuntimeException {
        private static final long serialVersionUID = 1;

        BackendMissingException(String message) {
            super(message);
        }
    }
}
