package dev.talaria.provider.openai;

import dev.talaria.api.model.ModelException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What people can do about a refusal, where the endpoint's words tell more than its reason: the first that fits. */
final class Remedies {
    private static final String ANOTHER = "choose another model: model:list shows what answers.";

    private static final List<Remedy> REMEDIES = List.of(
            new Remedy(
                    "The model cannot look at pictures: say images=no of it in knownModels, and name one that can for"
                            + " vision in taskModels, both in etc/dev.talaria.models.cfg; or " + ANOTHER,
                    ErrorRules.PICTURES_REFUSED),
            new Remedy(
                    "A picture of this session is not accepted: start a new session, and send it as PNG or JPEG.",
                    ErrorRules.PICTURE_UNREADABLE),
            new Remedy(
                    "The model cannot call tools, which Talaria needs: " + ANOTHER,
                    "does not support tools",
                    "support tool use"),
            new Remedy(
                    "Change routingDataCollection of the endpoint or the account's data policy, or " + ANOTHER,
                    "data policy"),
            new Remedy(
                    "Change or remove reasoningEffort of the endpoint; not every model knows every level.",
                    "reasoning_effort",
                    "reasoning.effort",
                    "reasoning effort"));

    private Remedies() {}

    /** The same failure, with a better remedy where one is known. */
    static ModelException explained(ModelException failure) {
        return switch (failure.reason()) {
            case BAD_REQUEST, MODEL_NOT_FOUND ->
                of(String.valueOf(failure.getMessage()))
                        .map(remedy -> new ModelException(
                                failure.reason(),
                                String.valueOf(failure.getMessage()),
                                remedy,
                                failure.retryAfter().orElse(null),
                                failure))
                        .orElse(failure);
            default -> failure;
        };
    }

    private static Optional<String> of(String message) {
        String lower = message.toLowerCase(Locale.ROOT);
        return REMEDIES.stream()
                .filter(remedy -> Stream.of(remedy.phrases).anyMatch(lower::contains))
                .map(remedy -> remedy.what)
                .findFirst();
    }

    private static final class Remedy {
        private final String what;
        private final String[] phrases;

        /** @param phrases in lower case */
        Remedy(String what, String... phrases) {
            this.what = what;
            this.phrases = phrases;
        }
    }
}
