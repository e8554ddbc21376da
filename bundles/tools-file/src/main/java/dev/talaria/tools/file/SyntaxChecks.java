package dev.talaria.tools.file;

import dev.talaria.api.tool.ToolContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Says in one line whether a file that was just written can be parsed, where something is at hand that can tell. */
@Component(service = SyntaxChecks.class)
public final class SyntaxChecks {
    /** Checkers hold the whole file, some of them several times. */
    private static final int MOST_CHARS = 2_000_000;

    private static final Map<String, String> PROGRAMS =
            Map.of("py", "python3", "js", "node", "mjs", "node", "cjs", "node", "sh", "bash", "bash", "bash");
    private static final List<String> XML = List.of("xml", "xsd", "xsl", "svg", "pom");

    private final ProgramChecks programs = new ProgramChecks();

    @Activate
    public SyntaxChecks() {
        // Public, so that Declarative Services can call it.
    }

    /** Empty if nothing can tell. Never fails: the file is written already. */
    String outcome(String path, String text, ToolContext context) {
        String name = SandboxPath.name(path).toLowerCase(Locale.ROOT);
        String extension = name.contains(".") ? name.substring(name.lastIndexOf('.') + 1) : "";
        if (text.length() > MOST_CHARS) {
            return "";
        }
        if (extension.equals("json")) {
            return JsonSyntax.outcome(text);
        }
        if (XML.contains(extension)) {
            return XmlSyntax.outcome(text);
        }
        String program = PROGRAMS.get(extension);
        return program == null ? "" : programs.outcome(program, path, context);
    }
}
