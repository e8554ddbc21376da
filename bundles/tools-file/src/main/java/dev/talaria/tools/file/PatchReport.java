package dev.talaria.tools.file;

import dev.talaria.api.tool.ToolContext;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a patch over several files did. */
final class PatchReport {
    private static final int MOST_CHECKS = 10;
    private static final int MOST_CHARS = 60_000;

    private final SyntaxChecks syntax;
    private final ToolContext context;
    private final StringBuilder said = new StringBuilder();
    private int checks;

    PatchReport(SyntaxChecks syntax, ToolContext context) {
        this.syntax = syntax;
        this.context = context;
    }

    String of(List<Overlay.Entry> changed) {
        if (changed.isEmpty()) {
            return "already applied: every file is as the patch would make it. Nothing was touched.";
        }
        for (Overlay.Entry entry : changed) {
            add(entry);
        }
        return said.toString();
    }

    private void add(Overlay.Entry entry) {
        FileSnapshot before = entry.before();
        byte[] content = entry.content();
        said.append(content == null ? "deleted " : before.exists() ? "changed " : "created ")
                .append(before.path())
                .append('\n');
        if (content == null) {
            return;
        }
        String now = text(content);
        String old = before.exists() ? text(before.content()) : "";
        if (now == null || old == null) {
            said.append("(no diff: binary)\n");
            return;
        }
        if (before.exists() && said.length() < MOST_CHARS) {
            said.append(ChangeReport.difference(before.path(), old, now));
        }
        if (checks < MOST_CHECKS) {
            checks++;
            said.append(ChangeReport.syntaxLine(syntax.outcome(before.path(), now, context)));
        }
    }

    private static @Nullable String text(byte @Nullable [] content) {
        try {
            return content == null ? null : TextFile.decode(content).text();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
