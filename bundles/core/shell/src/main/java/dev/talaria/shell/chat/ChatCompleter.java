package dev.talaria.shell.chat;

import dev.talaria.api.command.Suggestion;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Completes what begins with a slash by the commands, and {@code @} by the files of the working directory. */
final class ChatCompleter implements Completer {
    private static final int MOST_FILES = 200;

    private final Path directory;
    private final Function<String, List<Suggestion>> commands;

    /** @param commands what could stand at the end of a message */
    ChatCompleter(Path directory, Function<String, List<Suggestion>> commands) {
        this.directory = directory;
        this.commands = commands;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        String typed = line.line().substring(0, line.cursor());
        String word =
                line.word().substring(0, Math.min(line.wordCursor(), line.word().length()));
        if (typed.startsWith("/")) {
            commands.apply(typed).forEach(one -> candidates.add(candidate(one)));
        } else if (word.startsWith("@")) {
            files(word.substring(1), candidates);
        }
    }

    private static Candidate candidate(Suggestion one) {
        return new Candidate(
                one.value(), one.value(), null, one.label().isEmpty() ? null : one.label(), null, null, true);
    }

    private void files(String begun, List<Candidate> candidates) {
        String folder = begun.substring(0, begun.lastIndexOf('/') + 1);
        String name = begun.substring(folder.length());
        Path in;
        try {
            in = directory.resolve(folder);
        } catch (InvalidPathException e) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(
                in,
                file -> file.getFileName().toString().startsWith(name)
                        && (!name.isEmpty() || !file.getFileName().toString().startsWith(".")))) {
            for (Path file : files) {
                boolean isFolder = Files.isDirectory(file);
                String value = "@" + folder + file.getFileName() + (isFolder ? "/" : "");
                candidates.add(new Candidate(value, value.substring(1), null, null, null, null, !isFolder));
                if (candidates.size() == MOST_FILES) {
                    return;
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // There is no such folder, or it cannot be read: nothing completes.
        }
    }
}
