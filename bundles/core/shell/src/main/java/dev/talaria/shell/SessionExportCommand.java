package dev.talaria.shell;

import dev.talaria.api.base.SessionId;
import dev.talaria.api.session.ExportFormat;
import dev.talaria.api.session.SessionExports;
import dev.talaria.shell.text.Printable;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** {@code session:export}: writes a session for others. */
@Service
@Command(
        scope = "session",
        name = "export",
        description = "Writes a session as JSON (the whole journal), Markdown, ShareGPT or ATIF. Secrets are masked.",
        detailedDescription = "Example: session:export --format markdown --out notes.md cli:notes")
public final class SessionExportCommand extends SessionCommand {
    @Argument(
            index = 0,
            name = "session",
            description = "Key, id or title as in session:list, or how one begins",
            required = true)
    @Completion(SessionCompleter.class)
    String session = "";

    @Option(name = "--format", description = "json, markdown, sharegpt or atif")
    @Completion(ExportFormatCompleter.class)
    String format = "json";

    @Option(name = "--out", description = "A new file, for its owner alone; without, it is printed")
    String out = "";

    @Option(name = "--raw", description = "Secrets stay")
    boolean raw;

    @Reference(optional = true)
    @Nullable
    SessionExports exports;

    @Reference
    @Nullable
    Session shell;

    @Override
    String run() throws CommandException {
        ExportFormat wanted = ExportFormat.of(format)
                .orElseThrow(() -> new CommandException(
                        "--format is json, markdown, sharegpt or atif, not '" + Printable.exactly(format) + "'."));
        SessionId id = session(session).id();
        SessionExports service = here(exports);
        try {
            if (out.isEmpty()) {
                service.export(id, wanted, raw, new PrintableOutput(here(shell).getConsole()));
                return "";
            }
            Path file = Path.of(AskCommand.cwd(here(shell))).resolve(out);
            try (Writer writer = OwnerFile.create(file)) {
                service.export(id, wanted, raw, writer);
            }
            return "Written: " + Printable.exactly(file.toString());
        } catch (FileAlreadyExistsException e) {
            throw new CommandException(
                    "There is a file " + Printable.exactly(out) + " already; nothing was written.", e);
        } catch (IOException e) {
            throw new CommandException("The export could not be written: " + e.getMessage(), e);
        }
    }
}
