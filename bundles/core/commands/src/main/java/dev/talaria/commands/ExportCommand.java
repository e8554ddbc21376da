package dev.talaria.commands;

import dev.talaria.api.command.CommandCall;
import dev.talaria.api.command.CommandException;
import dev.talaria.api.command.CommandException.Code;
import dev.talaria.api.command.CommandSpec;
import dev.talaria.api.command.CommandSpec.Group;
import dev.talaria.api.command.Conversation;
import dev.talaria.api.command.Suggestion;
import dev.talaria.api.session.ExportFormat;
import dev.talaria.api.session.SessionCatalog;
import dev.talaria.api.session.SessionExports;
import dev.talaria.api.session.SessionSummary;
import dev.talaria.spi.command.SlashCommand;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /export}: writes the session to a file. */
@Component
public final class ExportCommand implements SlashCommand {
    private static final CommandSpec SPEC = CommandSpec.of(
                    "export", Group.SESSIONS, "Writes this session to a new file")
            .taking("[markdown|json|sharegpt|atif] [FILE]")
            .forOwners();
    private static final int LONGEST_BASE = 60;

    private final SessionCatalog sessions;
    private final SessionExports exports;

    @Activate
    public ExportCommand(@Reference SessionCatalog sessions, @Reference SessionExports exports) {
        this.sessions = sessions;
        this.exports = exports;
    }

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public String run(CommandCall call, Conversation conversation) {
        SessionSummary session = Here.session(sessions, conversation);
        String[] words = call.text().split("\\s+", 2);
        Optional<ExportFormat> named = ExportFormat.of(words[0].toLowerCase(Locale.ROOT));
        String name = named.isEmpty() ? call.text() : words.length > 1 ? words[1] : "";
        ExportFormat format = named.orElse(ExportFormat.MARKDOWN);
        try {
            Path file = file(name, session, format, Path.of(conversation.cwd()));
            NewFile.write(file, out -> exports.export(session.id(), format, false, out));
            return "Written to " + Markdown.code(file.toString()) + ". What looks like a secret is masked.";
        } catch (FileAlreadyExistsException e) {
            throw refused(name + " is there already.", e);
        } catch (NoSuchFileException e) {
            throw refused(name + " would be in a directory that is not there.", e);
        } catch (IOException | InvalidPathException e) {
            throw refused((name.isEmpty() ? "The file" : name) + " cannot be written (" + e.getMessage() + ").", e);
        }
    }

    private static CommandException refused(String problem, Exception cause) {
        return new CommandException(
                Code.USAGE, problem + " Nothing was written.", "Name another file: " + SPEC.usage(), cause);
    }

    private static Path file(String name, SessionSummary session, ExportFormat format, Path directory) {
        if (name.isEmpty()) {
            return NewFile.unused(directory, base(session), ending(format));
        }
        return name.startsWith("~/")
                ? Path.of(System.getProperty("user.home")).resolve(name.substring(2))
                : directory.resolve(name).normalize();
    }

    /** Letters and digits of the title, not too many for any file system. */
    private static String base(SessionSummary session) {
        String title = session.title().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "-");
        String some = title.substring(0, title.offsetByCodePoints(0, Math.min(LONGEST_BASE, points(title))));
        String base = some.replaceAll("^-|-$", "");
        return base.isEmpty() ? session.id().value() : base;
    }

    private static int points(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String ending(ExportFormat format) {
        return switch (format) {
            case MARKDOWN -> ".md";
            case SHAREGPT -> ".jsonl";
            case JSON, ATIF -> ".json";
        };
    }

    @Override
    public List<Suggestion> complete(CommandCall call, Conversation conversation) {
        return Here.first(call)
                ? Here.words(
                        Stream.of(ExportFormat.values()).map(ExportFormat::key).toArray(String[]::new))
                : List.of();
    }
}
