package dev.talaria.tools.file;

import java.util.List;
import java.util.Optional;

/**
 * A line of a patch that begins what is done to a file. Effects and the patch itself read headers here, so that no file
 * can be changed that the effects did not name.
 *
 * @param target where a file is moved to; empty for all else
 */
record PatchHeader(Kind kind, String path, String target) {
    private static final String MARK = "*** ";
    private static final String ARROW = " -> ";

    enum Kind {
        UPDATE("Update File:"),
        ADD("Add File:"),
        DELETE("Delete File:"),
        MOVE("Move File:");

        private final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    /** Empty if the line is no header. */
    static Optional<PatchHeader> of(String line) {
        if (!line.startsWith(MARK)) {
            return Optional.empty();
        }
        for (Kind kind : Kind.values()) {
            if (line.startsWith(MARK + kind.word)) {
                String path = line.substring(MARK.length() + kind.word.length()).strip();
                int arrow = kind == Kind.MOVE ? path.indexOf(ARROW) : -1;
                return Optional.of(
                        arrow < 0
                                ? new PatchHeader(kind, path, "")
                                : new PatchHeader(
                                        kind,
                                        path.substring(0, arrow).strip(),
                                        path.substring(arrow + ARROW.length()).strip()));
            }
        }
        return Optional.empty();
    }

    /** Every header of a patch, whatever else is wrong with it. */
    static List<PatchHeader> all(String patch) {
        return patch.lines().map(PatchHeader::of).flatMap(Optional::stream).toList();
    }
}
