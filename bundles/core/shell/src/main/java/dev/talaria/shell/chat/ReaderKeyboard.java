package dev.talaria.shell.chat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.InfoCmp.Capability;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** JLine's line editor as the chat's keyboard, with history, completion and a pager. */
final class ReaderKeyboard implements TypedInput {
    private static final Logger LOG = LoggerFactory.getLogger(ReaderKeyboard.class);

    private final Terminal terminal;
    private final ChatReader reader;
    private final Palette palette;
    private @Nullable Chat chat;
    private boolean left;

    ReaderKeyboard(Terminal terminal, Palette palette, Path home, int historyLines) throws IOException {
        this.terminal = terminal;
        this.palette = palette;
        this.reader = new ChatReader(terminal, palette.mark(), this::said, this::interrupted, this::open);
        reader.setParser(new ChatParser());
        if (historyLines > 0) {
            reader.setVariable(LineReader.HISTORY_FILE, HistoryFile.in(home));
            reader.setVariable(LineReader.HISTORY_FILE_SIZE, historyLines);
            reader.setVariable(LineReader.HISTORY_SIZE, historyLines);
        }
    }

    ChatReader reader() {
        return reader;
    }

    @Override
    public void readAll(Chat started) throws IOException {
        chat = started;
        reader.setCompleter(new ChatCompleter(Path.of(started.cwd()), started.commands()::complete));
        try {
            reader.readLine();
        } catch (EndOfFileException | UserInterruptException e) {
            // The person leaves, or the terminal is gone.
        } finally {
            try {
                reader.getHistory().save();
            } catch (IOException e) {
                LOG.warn("What was said in the chat is not kept for the next one: {}", e.toString());
            }
        }
    }

    private void said(String line) {
        Chat now = chat;
        if (now != null) {
            now.said(line);
        }
        if (left) {
            throw new EndOfFileException();
        }
    }

    private void interrupted() {
        Chat now = chat;
        if (now != null) {
            now.interrupt();
        }
    }

    private void open() {
        Chat now = chat;
        if (now != null) {
            now.commands().local().openNewest();
        }
    }

    @Override
    public String typed() {
        return reader.typed();
    }

    @Override
    public void clearTyped() {
        reader.clearTyped();
    }

    @Override
    public void offer(String text) {
        reader.offer(text);
    }

    @Override
    public boolean page(String title, List<AttributedString> lines) {
        if (palette.spoken()) {
            return false;
        }
        try {
            reader.outOfTheWay(() -> Pager.show(terminal, title, lines));
            return true;
        } catch (IOException e) {
            LOG.warn("The pager failed: {}", e.toString());
            return false;
        }
    }

    @Override
    public void clear() {
        terminal.puts(Capability.clear_screen);
        reader.drawAgain();
    }

    @Override
    public void leave() {
        left = true;
    }
}
