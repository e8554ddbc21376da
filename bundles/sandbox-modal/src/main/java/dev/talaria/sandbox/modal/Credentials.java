package dev.talaria.sandbox.modal;

/**
 * A token of Modal's.
 *
 * @param source where it is from, for people
 */
record Credentials(String id, String secret, String source) {
    @Override
    public String toString() {
        return source;
    }
}
