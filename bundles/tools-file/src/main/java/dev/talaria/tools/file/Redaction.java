package dev.talaria.tools.file;

/** The engine shows secrets as a mark; written back, the mark would take the secret's place. */
final class Redaction {
    private static final String MARK = "[redacted:";

    private Redaction() {}

    /** @throws Refusal if the new text has a mark more than the old one, which had the secret itself */
    static void refuse(String path, String before, String after) throws Refusal {
        if (count(after) > count(before)) {
            throw new Refusal("the new text of " + path + " has the mark " + MARK
                    + "…] where the file has, or is to have, a secret that you were shown masked. Change the lines around"
                    + " it with patch, or let the person put the secret in. Nothing was written.");
        }
    }

    private static int count(String text) {
        int count = 0;
        for (int at = text.indexOf(MARK); at >= 0; at = text.indexOf(MARK, at + MARK.length())) {
            count++;
        }
        return count;
    }
}
