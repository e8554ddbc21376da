package dev.talaria.engine.command;

import dev.talaria.api.approval.Nature;
import java.util.regex.Pattern;

/** Code of another language among the words. Nobody judges it; but what is plainly the end of the host is not run. */
final class InlineCode {
    private static final Pattern END = Pattern.compile("\\brm\\s+(?:-\\S+\\s+){0,5}(?:/|~|\\$HOME)(?:\\*|\\s|['\"]|$)"
            + "|\\bmkfs(?:\\.\\w+)?\\s|rmtree\\(\\s*['\"]/['\"]|/dev/(?:sd|nvme|vd|hd|mmcblk)[a-z0-9]*['\" ,]"
            + "|\\b(?:shutdown|reboot|poweroff)\\b\\s*(?:['\"]|-|now)");

    private InlineCode() {}

    static void suspect(Invocation invocation) {
        boolean ends = invocation.arguments().stream()
                .anyMatch(word -> END.matcher(word.text()).find());
        if (ends) {
            invocation.execute(Nature.RUINOUS);
        }
    }
}
