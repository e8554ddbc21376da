package dev.talaria.deploy.problems;

/**
 * Something that keeps a bundle from working.
 *
 * @param bundle its symbolic name and version
 * @param cause what is wrong: one sentence
 * @param remedy what to do: one sentence
 * @param follows whether it goes away by itself when another problem does
 */
public record BundleProblem(String bundle, String cause, String remedy, boolean follows) {
    public BundleProblem(String bundle, String cause, String remedy) {
        this(bundle, cause, remedy, false);
    }

    @Override
    public String toString() {
        return bundle + ": " + cause + " " + remedy;
    }
}
