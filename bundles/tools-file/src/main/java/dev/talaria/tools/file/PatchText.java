package dev.talaria.tools.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a patch in the V4A format. */
final class PatchText {
    private static final String BEGIN = "*** Begin Patch";
    private static final String END = "*** End Patch";

    private final List<String> lines;
    private final List<PatchOperation> operations = new ArrayList<>();
    private int at;

    private PatchText(String patch) {
        lines = patch.lines().toList();
    }

    static List<PatchOperation> parse(String patch) throws Refusal {
        return new PatchText(patch).parse();
    }

    private List<PatchOperation> parse() throws Refusal {
        skipBlank();
        if (at >= lines.size() || !lines.get(at).stripTrailing().equals(BEGIN)) {
            throw problem("a patch begins with the line '" + BEGIN + "', at column 0");
        }
        at++;
        while (!atEnd()) {
            if (lines.get(at).isBlank()) {
                at++;
                continue;
            }
            Optional<PatchHeader> header = PatchHeader.of(lines.get(at));
            if (header.isEmpty()) {
                throw problem("expected '*** Update File: path', '*** Add File: path', '*** Delete File: path',"
                        + " '*** Move File: a -> b' or '" + END + "'");
            }
            operation(header.get());
        }
        at++;
        skipBlank();
        if (at < lines.size()) {
            throw problem("there is text after '" + END + "'");
        }
        if (operations.isEmpty()) {
            throw new Refusal("the patch names no file. Nothing was written.");
        }
        return operations;
    }

    private void operation(PatchHeader header) throws Refusal {
        if (header.path().isEmpty()) {
            throw problem("the header names no file");
        }
        if (header.kind() == PatchHeader.Kind.MOVE && header.target().isEmpty()) {
            throw problem("write '*** Move File: old path -> new path'");
        }
        at++;
        switch (header.kind()) {
            case UPDATE -> operations.add(new PatchOperation(header, hunks(), ""));
            case ADD -> operations.add(new PatchOperation(header, List.of(), added()));
            case DELETE, MOVE -> operations.add(new PatchOperation(header, List.of(), ""));
        }
    }

    private List<Hunk> hunks() throws Refusal {
        List<Hunk> hunks = new ArrayList<>();
        int header = at;
        while (!atSectionEnd()) {
            boolean marked = lines.get(at).startsWith("@@");
            String hint = marked ? hint(lines.get(at)) : "";
            int number = at + 1;
            at += marked ? 1 : 0;
            List<Hunk.Line> body = body();
            if (body.isEmpty() && !marked) {
                continue;
            }
            Hunk hunk = new Hunk(hint, number, body);
            if (!hunk.changesSomething()) {
                throw new Refusal(
                        "line " + number + " of the patch: the hunk changes nothing. Mark removed lines with -"
                                + " and added lines with +. Nothing was written.");
            }
            hunks.add(hunk);
        }
        if (hunks.isEmpty()) {
            throw new Refusal(
                    "line " + header + " of the patch: an update needs at least one hunk. Nothing was written.");
        }
        return hunks;
    }

    private List<Hunk.Line> body() throws Refusal {
        List<Hunk.Line> body = new ArrayList<>();
        int unmarkedBlanks = 0;
        while (!atSectionEnd() && !lines.get(at).startsWith("@@")) {
            String line = lines.get(at);
            at++;
            Hunk.Line read = line(line);
            if (read != null) {
                body.add(read);
                unmarkedBlanks = line.isEmpty() ? unmarkedBlanks + 1 : 0;
            }
        }
        // Blank lines before the next header belong to the patch and not to the file.
        return body.subList(0, body.size() - unmarkedBlanks);
    }

    /** A line without a mark is context: models forget the blank. */
    private static Hunk.@Nullable Line line(String line) {
        if (line.startsWith("\\ No newline") || line.stripTrailing().equals("*** End of File")) {
            return null;
        }
        return switch (line.isEmpty() ? 'x' : line.charAt(0)) {
            case '+' -> new Hunk.Line(Hunk.Mark.ADDED, line.substring(1));
            case '-' -> new Hunk.Line(Hunk.Mark.REMOVED, line.substring(1));
            case ' ' -> new Hunk.Line(Hunk.Mark.CONTEXT, line.substring(1));
            default -> new Hunk.Line(Hunk.Mark.CONTEXT, line);
        };
    }

    private String added() throws Refusal {
        StringBuilder content = new StringBuilder();
        int blanks = 0;
        while (!atSectionEnd()) {
            String line = lines.get(at);
            if (line.startsWith("+")) {
                content.append("\n".repeat(blanks))
                        .append(line, 1, line.length())
                        .append('\n');
                blanks = 0;
            } else if (line.isBlank()) {
                blanks++;
            } else if (line(line) != null) {
                throw problem("every line of an added file begins with +");
            }
            at++;
        }
        return content.toString();
    }

    private static String hint(String line) {
        String hint = line.substring(2).stripTrailing();
        hint = hint.endsWith("@@") ? hint.substring(0, hint.length() - 2) : hint;
        return hint.strip();
    }

    private boolean atEnd() throws Refusal {
        if (at >= lines.size()) {
            throw problem("the patch has no end: its last line is '" + END + "', at column 0");
        }
        return lines.get(at).stripTrailing().equals(END);
    }

    private boolean atSectionEnd() throws Refusal {
        if (atEnd() || PatchHeader.of(lines.get(at)).isPresent()) {
            return true;
        }
        String line = lines.get(at);
        if (line.startsWith("*** Move to:")) {
            throw problem("'*** Move to:' is not known. Move a file with '*** Move File: old path -> new path' after"
                    + " its update");
        }
        if (line.startsWith("*** ") && !line.stripTrailing().equals("*** End of File")) {
            throw problem(
                    "'" + line + "' is not known; a context line of the file that begins so needs a blank before");
        }
        return false;
    }

    private void skipBlank() {
        while (at < lines.size() && lines.get(at).isBlank()) {
            at++;
        }
    }

    private Refusal problem(String what) {
        return new Refusal("line " + (at + 1) + " of the patch: " + what + ". Nothing was written.");
    }
}
