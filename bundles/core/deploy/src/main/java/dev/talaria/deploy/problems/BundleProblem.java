package dev.talaria.deploy.problems;

/**
 * Something that keeps a bundle from working.
 *
 * @param bundle its symbolic name and version
 * @param cause what is wrong: one sentence
 * @param remedy what to do: one sentence
 */
public record BundleProblem(String bundle, String cause, String remedy) {
    @Override
    public String toString() {
        return bundle + ": " + cause + " " + remedy;
    }
}
