package dev.talaria.tools.file;

/** Why a call is not done, in a sentence for the model that names the thing and the remedy. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    Refusal(String message) {
        super(message);
    }
}
