package dev.talaria.commands;

import dev.talaria.api.base.SessionId;
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
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
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
        List<String> words = new ArrayList<>(call.words());
        words.removeIf(String::isEmpty);
        Optional<ExportFormat> named = words.isEmpty() ? Optional.empty() : ExportFormat.of(words.get(0));
        if (named.isPresent()) {
            words.remove(0);
        }
        ExportFormat format = named.orElse(ExportFormat.MARKDOWN);
        String name = words.isEmpty() ? name(session, format) : String.join(" ", words);
        return "Written to "
                + Markdown.code(write(session.id(), format, name, conversation).toString())
                + ". What looks like a secret is masked.";
    }

    private static String name(SessionSummary session, ExportFormat format) {
        String title = session.title().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "-");
        String base = title.replaceAll("^-|-$", "");
        return (base.isEmpty() ? session.id().value() : base) + ending(format);
    }

    private static String ending(ExportFormat format) {
        return switch (format) {
            case MARKDOWN -> ".md";
            case SHAREGPT -> ".jsonl";
            case JSON, ATIF -> ".json";
        };
    }

    /** A new file that only its owner can read. */
    private Path write(SessionId id, ExportFormat format, String name, Conversation conversation) {
        try {
            Path file = Path.of(conversation.cwd()).resolve(name);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (BufferedWriter out = Files.newBufferedWriter(file)) {
                exports.export(id, format, false, out);
            }
            return file;
        } catch (FileAlreadyExistsException e) {
            throw new CommandException(
                    Code.USAGE, name + " is there already; nothing was written.", "Name another file: " + SPEC.usage());
        } catch (IOException | InvalidPathException e) {
            throw new CommandException(
                    Code.USAGE, name + " cannot be written (" + e + ").", "Name another file: " + SPEC.usage(), e);
        }
    }

    @Override
    public List<Suggestion> complete(CommandCall call, Conversation conversation) {
        return Stream.of(ExportFormat.values())
                .map(format -> new Suggestion(format.key(), ""))
                .toList();
    }
}
