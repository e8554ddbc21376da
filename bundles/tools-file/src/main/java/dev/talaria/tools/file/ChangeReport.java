package dev.talaria.tools.file;

/** What a tool says of a change that was made. */
final class ChangeReport {
    private ChangeReport() {}

    static String difference(String path, String before, String after) {
        String diff = UnifiedDiff.of(path, before, after);
        return diff.isEmpty() ? "(only the ends of lines changed)\n" : diff;
    }

    static String syntaxLine(String outcome) {
        return outcome.isEmpty() ? "" : outcome + "\n";
    }
}
