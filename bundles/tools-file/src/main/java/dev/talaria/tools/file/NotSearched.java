package dev.talaria.tools.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a search had to leave out, so that nobody takes its silence for an answer. */
final class NotSearched {
    private static final int SHOWN = 3;

    private final List<String> shown = new ArrayList<>();
    private int files;
    private int cut;
    private int longLines;
    private boolean tooMany;

    void add(String path, IOException e) {
        files++;
        if (shown.size() < SHOWN) {
            shown.add(path.replace("\n", "\\n") + " (" + FileProblems.reason(e) + ")");
        }
    }

    /** A file was searched up to a limit only. */
    void addCut() {
        cut++;
    }

    /** A line was searched up to a limit only. */
    void addLongLine() {
        longLines++;
    }

    /** The tree has more files than are searched. */
    void setTooMany() {
        tooMany = true;
    }

    String note() {
        StringBuilder note = new StringBuilder();
        if (files > 0) {
            note.append("\n(")
                    .append(files)
                    .append(files == 1 ? " file was" : " files were")
                    .append(" not searched: ");
            note.append(String.join(", ", shown)).append(files > SHOWN ? ", …)" : ")");
        }
        if (cut > 0) {
            note.append("\n(").append(cut).append(cut == 1 ? " file was" : " files were");
            note.append(" searched only up to ")
                    .append(ContentSearch.MOST_BYTES)
                    .append(" bytes)");
        }
        if (longLines > 0) {
            note.append("\n(").append(longLines).append(longLines == 1 ? " line was" : " lines were");
            note.append(" searched only up to ")
                    .append(ContentSearch.LINE_CHARS)
                    .append(" characters)");
        }
        if (tooMany) {
            note.append("\n(only the first ")
                    .append(FileTree.MOST_FILES)
                    .append(" files of the tree were looked at;")
                    .append(" search a smaller tree)");
        }
        return note.toString();
    }
}
