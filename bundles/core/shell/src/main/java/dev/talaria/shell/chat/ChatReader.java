package dev.talaria.shell.chat;

import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.function.Consumer;
import org.jline.keymap.KeyMap;
import org.jline.reader.EOFError;
import org.jline.reader.LineReader;
import org.jline.reader.Parser.ParseContext;
import org.jline.reader.Reference;
import org.jline.reader.Widget;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.InfoCmp.Capability;

/**
 * JLine's line editor between a part of the screen that changes, above, and a status line, below. It reads from the
 * beginning to the end of a chat: a line that is said does not end {@link #readLine()}, so that nothing ever vanishes
 * between two lines. What is drawn by other threads is drawn under its lock.
 */
final class ChatReader extends LineReaderImpl {
    private static final String INTERRUPT = "talaria-interrupt";
    private static final String OPEN = "talaria-open";
    private static final String NEW_LINE = "talaria-new-line";
    /** A terminal that knows it shows what stands between the two at once; others ignore it. */
    private static final String BEGIN_FRAME = "\u001b[?2026h";

    private static final String END_FRAME = "\u001b[?2026l";
    /** Rows that a menu of completions may want. */
    private static final int MENU_ROWS = 8;

    private final AttributedString mark;
    private final Consumer<String> said;
    private List<AttributedString> above = List.of();
    private AttributedString below = AttributedString.EMPTY;
    private boolean ended;

    /**
     * @param mark stands before what is typed
     * @param said hears each line, on the reading thread, which must not wait
     * @param interrupted Ctrl-C
     * @param open Ctrl-O; may use the terminal while it runs
     */
    ChatReader(Terminal terminal, AttributedString mark, Consumer<String> said, Runnable interrupted, Runnable open)
            throws IOException {
        super(terminal, "talaria", new HashMap<>());
        this.mark = mark;
        this.said = said;
        setOpt(Option.DISABLE_EVENT_EXPANSION);
        setOpt(Option.ERASE_LINE_ON_FINISH);
        unsetOpt(Option.INSERT_TAB);
        setOpt(Option.AUTO_MENU_LIST);
        setOpt(Option.HISTORY_IGNORE_SPACE);
        setVariable(LineReader.SECONDARY_PROMPT_PATTERN, " ".repeat(mark.columnLength()));
        getWidgets().put(CALLBACK_INIT, this::begun);
        widget(INTERRUPT, interrupted, KeyMap.ctrl('C'));
        widget(OPEN, open, KeyMap.ctrl('O'));
        widget(NEW_LINE, () -> buf.write("\n"), "\n", KeyMap.alt("\r"), KeyMap.alt("\n"));
    }

    private void widget(String name, Runnable work, String... keys) {
        Widget widget = () -> {
            work.run();
            return true;
        };
        getWidgets().put(name, widget);
        for (String key : keys) {
            getKeyMaps().get(EMACS).bind(new Reference(name), key);
        }
    }

    /** The terminal is JLine's by now; Ctrl-C shall be a key and not a signal, which would end the reading. */
    private boolean begun() {
        Attributes attributes = terminal.getAttributes();
        attributes.setLocalFlag(LocalFlag.ISIG, false);
        terminal.setAttributes(attributes);
        display = new LiveDisplay(terminal, size.getRows(), size.getColumns());
        return true;
    }

    /** Changes what stands above and below the line that is typed. */
    void show(List<AttributedString> newAbove, AttributedString newBelow) {
        lock.lock();
        try {
            if (above.equals(newAbove) && below.equals(newBelow)) {
                return;
            }
            above = newAbove;
            below = newBelow;
            if (reading) {
                frame(() -> redisplay(false));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Lines that stay, above all that changes, which is {@code newAbove} from now on. */
    void commit(List<AttributedString> lines, List<AttributedString> newAbove, AttributedString newBelow) {
        lock.lock();
        try {
            above = newAbove;
            below = newBelow;
            frame(() -> {
                if (reading) {
                    display.update(List.of(), 0, false);
                }
                lines.forEach(line -> terminal.writer().println(line.toAnsi(terminal)));
                if (reading) {
                    redisplay(false);
                }
            });
        } finally {
            lock.unlock();
        }
    }

    /** Puts text into an empty line, to be changed and said. */
    void offer(String text) {
        lock.lock();
        try {
            if (buf.length() == 0) {
                buf.write(text);
                if (reading) {
                    frame(() -> redisplay(false));
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** What is typed and not said yet. */
    String typed() {
        lock.lock();
        try {
            return buf.toString();
        } finally {
            lock.unlock();
        }
    }

    void clearTyped() {
        lock.lock();
        try {
            buf.clear();
        } finally {
            lock.unlock();
        }
    }

    /** The screen was cleared: all is drawn anew. Only on the reading thread. */
    void drawAgain() {
        ((LiveDisplay) display).restart();
    }

    /** Something else has the whole terminal while it works, and gives it back as it was. Only on the reading thread. */
    void outOfTheWay(Work work) throws IOException {
        lock.lock();
        try {
            work.run();
            if (!size.equals(terminal.getBufferSize())) {
                handleSignal(Signal.WINCH);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Uses the terminal. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    private void frame(Runnable drawing) {
        terminal.writer().write(BEGIN_FRAME);
        drawing.run();
        terminal.writer().write(END_FRAME);
        terminal.flush();
    }

    @Override
    protected boolean acceptLine() {
        try {
            getParser().parse(buf.toString(), buf.cursor(), ParseContext.ACCEPT_LINE);
        } catch (EOFError e) {
            buf.write("\n");
            return true;
        }
        String line = buf.toString();
        buf.clear();
        if (!line.isBlank()) {
            getHistory().add(Instant.now(), line);
        }
        getHistory().moveToEnd();
        said.accept(line);
        return true;
    }

    @Override
    protected void redisplay(boolean flush) {
        lock.lock();
        try {
            prompt = ended ? AttributedString.EMPTY : head();
            super.redisplay(flush);
        } finally {
            lock.unlock();
        }
    }

    /** As much of what stands above as there is room for, and the mark. */
    private AttributedString head() {
        AttributedStringBuilder text = new AttributedStringBuilder();
        int room = size.getRows() - typedRows() - 1 - (post == null ? 0 : MENU_ROWS);
        above.subList(Math.max(0, above.size() - Math.max(0, room)), above.size())
                .forEach(line -> text.append(line).append("\n"));
        return text.append(mark).toAttributedString();
    }

    private int typedRows() {
        int columns = Math.max(1, size.getColumns());
        return buf.toString()
                        .lines()
                        .mapToInt(line -> (line.length() + mark.columnLength()) / columns + 1)
                        .sum()
                + 1;
    }

    @Override
    public AttributedString getDisplayedBufferWithPrompts(List<AttributedString> secondaryPrompts) {
        AttributedString whole = super.getDisplayedBufferWithPrompts(secondaryPrompts);
        if (ended || post != null || below.length() == 0) {
            return whole;
        }
        return new AttributedStringBuilder()
                .append(whole)
                .append("\n")
                .append(below)
                .toAttributedString();
    }

    @Override
    protected void handleSignal(Signal signal) {
        if (signal != Signal.WINCH) {
            super.handleSignal(signal);
            return;
        }
        lock.lock();
        try {
            LiveDisplay drawn = (LiveDisplay) display;
            size.copy(terminal.getBufferSize());
            int up = drawn.rowsAboveCursor(size.getColumns());
            frame(() -> {
                terminal.puts(Capability.carriage_return);
                if (up > 0) {
                    terminal.puts(Capability.parm_up_cursor, up);
                }
                terminal.puts(Capability.clr_eos);
                drawn.restart();
                drawn.resize(size.getRows(), size.getColumns());
                redisplay(false);
            });
        } finally {
            lock.unlock();
        }
    }

    @Override
    protected void cleanup() {
        ended = true;
        super.cleanup();
    }
}
