package dev.talaria.shell.markdown;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.jspecify.annotations.Nullable;

/**
 * Markdown that comes in pieces, as lines for a terminal. All top-level blocks but the last are final; of the last one,
 * what can be known to be final is given up early, so that what may still change stays small, whatever comes. Not
 * thread-safe.
 */
public final class MarkdownStream {
    /** Lines of a block that may still change, before its beginning is given up. */
    private static final int TALL = 8;

    private static final int LONG_TABLE = 40;
    /** Characters of a block that nothing else makes shorter. */
    private static final int HUGE = 8_192;

    private static final Pattern UNCLEAR = Pattern.compile(" {0,12}(?:\\d{1,9}[.)]?|[-*+]|[|#>`~=_:*-]{1,6}) ?");

    private final Look look;
    private final StringBuilder pending = new StringBuilder();
    private final List<AttributedString> finished = new ArrayList<>();
    private List<AttributedString> live = List.of();
    private int columns;
    private boolean changed;
    private boolean ended;
    /** Whether lines of the document were given already. */
    private boolean begun;
    /** What is pending goes on with the block before: no empty line stands between. */
    private boolean goesOn;

    /** Of the item that is pending first, in a list that goes on. */
    private int number = Source.AS_WRITTEN;

    private char held;
    private @Nullable OpenCode code;
    private @Nullable OpenTable table;

    /** @param columns of the widest line */
    public MarkdownStream(Look look, int columns) {
        this.look = look;
        this.columns = columns;
    }

    /** From now on. */
    public void columns(int value) {
        columns = value;
        changed = true;
    }

    /** @param delta cut anywhere, also within a character or the end of a line */
    public void append(String delta) {
        if (delta.isEmpty()) {
            return;
        }
        String text = held == 0 ? delta : held + delta;
        held = 0;
        char last = text.charAt(text.length() - 1);
        if (last == '\r' || Character.isHighSurrogate(last)) {
            held = last;
            text = text.substring(0, text.length() - 1);
        }
        pending.append(text.replace("\r\n", "\n").replace('\r', '\n'));
        changed = true;
    }

    /** Nothing more comes. */
    public void end() {
        if (held == '\r') {
            pending.append('\n');
        }
        held = 0;
        ended = true;
        changed = true;
    }

    /** Lines that never change any more, each given once. */
    public List<AttributedString> finished() {
        settle();
        List<AttributedString> lines = List.copyOf(finished);
        finished.clear();
        return lines;
    }

    /** Lines of what is not finished yet; the next piece may change them. */
    public List<AttributedString> live() {
        settle();
        return live;
    }

    private void settle() {
        if (!changed) {
            return;
        }
        changed = false;
        boolean more = true;
        while (more) {
            live = List.of();
            if (code != null) {
                more = inCode(code);
            } else if (table != null) {
                more = inTable(table);
            } else {
                more = inBlocks();
            }
        }
    }

    /** @return whether there is more to do, in another state */
    private boolean inCode(OpenCode open) {
        finish(open.take(pending, ended, columns));
        live = open.live();
        if (open.over()) {
            code = null;
            goesOn = false;
        }
        return open.over() && !pending.isEmpty();
    }

    private boolean inTable(OpenTable open) {
        Source source = new Source(open.head() + clear());
        List<Node> blocks = source.blocks();
        if (!(blocks.get(0) instanceof TableBlock block)) {
            table = null;
            return true;
        }
        TableLines lines = new TableLines(block, look, columns, open.widths());
        boolean over = blocks.size() > 1 || ended;
        int complete = over || source.endsLine() ? lines.rows() : Math.max(0, lines.rows() - 1);
        finish(lines.rows(0, complete));
        if (over) {
            finish(lines.bottom());
            int rest = blocks.size() > 1
                    ? source.begin(blocks.get(1)) - open.head().length()
                    : pending.length();
            pending.delete(0, Math.max(0, rest));
            table = null;
            goesOn = false;
            return !pending.isEmpty();
        }
        pending.delete(
                0, source.afterLines(open.headLines() + complete) - open.head().length());
        List<AttributedString> rest = new ArrayList<>(lines.rows(complete, lines.rows()));
        rest.addAll(lines.bottom());
        live = rest;
        return false;
    }

    private boolean inBlocks() {
        Source source = new Source(clear(), number);
        List<Node> blocks = source.blocks();
        if (blocks.isEmpty()) {
            if (ended) {
                pending.setLength(0);
            }
            return false;
        }
        int last = blocks.size() - 1;
        for (Node block : blocks.subList(0, ended ? blocks.size() : last)) {
            finishBlock(block);
        }
        if (ended) {
            pending.setLength(0);
            return false;
        }
        if (last > 0) {
            pending.delete(0, source.begin(blocks.get(last)));
            return true;
        }
        return open(source, blocks.get(0));
    }

    /** What is pending, without a beginning of a line of which nobody can say yet what it begins. */
    private String clear() {
        int line = pending.lastIndexOf("\n") + 1;
        boolean unclear = !ended
                && UNCLEAR.matcher(pending.subSequence(line, pending.length())).matches();
        return unclear ? pending.substring(0, line) : pending.toString();
    }

    private void finishBlock(Node block) {
        List<AttributedString> lines = BlockLines.of(block, look, columns);
        if (!lines.isEmpty()) {
            part(finished);
            finish(lines);
        }
        goesOn = false;
        number = Source.AS_WRITTEN;
    }

    /** The last block, which may go on. */
    private boolean open(Source source, Node block) {
        if (block instanceof FencedCodeBlock fenced && source.endsLine(block, 0)) {
            part(finished);
            String language = fenced.getInfo() == null ? "" : fenced.getInfo();
            finish(BlockLines.codeHead(language, look));
            goesOn = true;
            code = new OpenCode(Fence.of(source.line(block, 0)), look);
            pending.delete(0, source.afterLine(block, 0));
            return true;
        } else if (block instanceof BulletList || block instanceof OrderedList) {
            if (giveUpItems(source, block)) {
                return true;
            }
        } else if (block instanceof TableBlock rows && giveUpTable(source, rows)) {
            return true;
        } else if (block instanceof Paragraph && giveUpLines(source, block)) {
            return true;
        }
        if (pending.length() > HUGE) {
            return giveUpAnything();
        }
        List<AttributedString> lines = new ArrayList<>();
        part(lines);
        Node shown = source.optimistic();
        lines.addAll(shown == null ? BlockLines.of(block, look, columns) : BlockLines.of(shown, look, columns));
        if (block instanceof BlockQuote && lines.size() > 3 * TALL && source.endsLine()) {
            return giveUpAnything();
        }
        live = lines;
        return false;
    }

    private boolean giveUpItems(Source source, Node list) {
        Node lastItem = list.getLastChild();
        if (lastItem == null || lastItem == list.getFirstChild()) {
            return false;
        }
        part(finished);
        int index = 0;
        for (Node item = list.getFirstChild(); item != null && item != lastItem; item = item.getNext()) {
            finish(BlockLines.item((ListItem) item, index++, look, columns));
        }
        goesOn = true;
        Integer start = list instanceof OrderedList ordered ? ordered.getMarkerStartNumber() : null;
        number = start == null ? Source.AS_WRITTEN : start + index;
        pending.delete(0, source.begin(lastItem));
        return true;
    }

    private boolean giveUpTable(Source source, TableBlock block) {
        TableLines lines = new TableLines(block, look, columns);
        int height = lines.rows(0, lines.rows()).size();
        if (lines.rows() < LONG_TABLE && height <= 2 * TALL || lines.rows() < 2) {
            return false;
        }
        part(finished);
        finish(lines.top());
        int begin = source.begin(block);
        int afterHead = source.afterLines(source.lineOf(begin) + 2);
        table = new OpenTable(source.text().substring(begin, afterHead), lines.columnWidths());
        goesOn = true;
        pending.delete(0, afterHead);
        return true;
    }

    /** The complete lines of a high paragraph, up to one that begins where the rest can stand alone. */
    private boolean giveUpLines(Source source, Node paragraph) {
        List<Wrap.Line> lines = Wrap.lines(Inlines.of(paragraph, AttributedStyle.DEFAULT, look), columns);
        if (lines.size() <= TALL) {
            return false;
        }
        for (int i = lines.size() - 2; i > 0; i--) {
            int offset = lines.get(i).offset();
            if (offset != Run.NOWHERE && source.canBegin(offset)) {
                part(finished);
                lines.subList(0, i).forEach(line -> finish(List.of(line.text())));
                goesOn = true;
                pending.delete(0, offset);
                return true;
            }
        }
        return false;
    }

    /** Better torn in two than without end. */
    private boolean giveUpAnything() {
        int cut = pending.lastIndexOf("\n", pending.length() - 2) + 1;
        if (cut <= 0) {
            cut = pending.lastIndexOf(" ") + 1;
        }
        if (cut <= 0) {
            cut = pending.length() - (Character.isLowSurrogate(pending.charAt(pending.length() - 1)) ? 2 : 1);
        }
        for (Node part : new Source(pending.substring(0, cut)).blocks()) {
            part(finished);
            finish(BlockLines.of(part, look, columns));
        }
        goesOn = true;
        pending.delete(0, cut);
        return true;
    }

    private void finish(List<AttributedString> lines) {
        begun |= !lines.isEmpty();
        finished.addAll(lines);
    }

    /** An empty line before another block. */
    private void part(List<AttributedString> lines) {
        if (begun && !goesOn) {
            lines.add(AttributedString.EMPTY);
        }
    }
}
