package dev.talaria.shell.markdown;

import dev.talaria.shell.text.Printable;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.ThematicBreak;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Blocks as lines. */
final class BlockLines {
    private static final int LONGEST_RULE = 40;

    private final Look look;
    private final int columns;
    private final Frame frame = new Frame();

    private BlockLines(Look look, int columns) {
        this.look = look;
        this.columns = columns;
    }

    static List<AttributedString> of(Node block, Look look, int columns) {
        BlockLines lines = new BlockLines(look, columns);
        lines.block(block);
        return lines.frame.lines();
    }

    /** One item of a list, numbered as it stands there. */
    static List<AttributedString> item(ListItem item, int index, Look look, int columns) {
        BlockLines lines = new BlockLines(look, columns);
        lines.item(item, index, depth(item));
        return lines.frame.lines();
    }

    /** The line that says what language follows; none if there is nothing to say. */
    static List<AttributedString> codeHead(String language, Look look) {
        String name = Printable.of(language).strip();
        if (look.words()) {
            return List.of(new AttributedString(name.isEmpty() ? "Code:" : "Code, " + name + ":"));
        }
        return name.isEmpty() ? List.of() : List.of(new AttributedString("  " + name, look.dim()));
    }

    static List<AttributedString> codeLine(String line, Look look, int columns) {
        String margin = look.words() ? "" : "  ";
        String shown = Printable.of(line).replace("\t", "    ");
        if (shown.isBlank()) {
            return List.of(AttributedString.EMPTY);
        }
        return new AttributedString(shown, look.code())
                .columnSplitLength(Math.max(1, columns - margin.length())).stream()
                        .map(part -> new AttributedStringBuilder()
                                .append(margin)
                                .append(part)
                                .toAttributedString())
                        .toList();
    }

    static List<AttributedString> codeFoot(Look look) {
        return look.words() ? List.of(new AttributedString("End of code.")) : List.of();
    }

    private int room() {
        return Math.max(1, columns - frame.marginWidth());
    }

    private void blocks(Node parent, boolean tight) {
        boolean first = true;
        for (Node child = parent.getFirstChild(); child != null; child = child.getNext()) {
            boolean close = tight && !(child instanceof Paragraph && child.getPrevious() instanceof Paragraph);
            if (!first && !close) {
                frame.part();
            }
            block(child);
            first = false;
        }
    }

    private void block(Node block) {
        if (block instanceof Heading heading) {
            String said = look.words() ? "Heading: " : "";
            wrapped(heading, look.heading(), said);
        } else if (block instanceof Paragraph) {
            wrapped(block, AttributedStyle.DEFAULT, "");
        } else if (block instanceof BulletList || block instanceof OrderedList) {
            list(block);
        } else if (block instanceof FencedCodeBlock code) {
            code(code.getInfo() == null ? "" : code.getInfo(), code.getLiteral());
        } else if (block instanceof IndentedCodeBlock code) {
            code("", code.getLiteral());
        } else if (block instanceof BlockQuote) {
            quote(block);
        } else if (block instanceof ThematicBreak) {
            frame.add(new AttributedString(
                    look.words() ? "" : look.sign("\u2500", "-").repeat(Math.min(LONGEST_RULE, room())), look.dim()));
        } else if (block instanceof HtmlBlock html) {
            literal(html.getLiteral());
        } else if (block instanceof TableBlock table) {
            new TableLines(table, look, room()).whole().forEach(frame::add);
        } else if (!(block instanceof LinkReferenceDefinition)) {
            blocks(block, false);
        }
    }

    private void wrapped(Node block, AttributedStyle style, String said) {
        List<Run> runs = new ArrayList<>(Inlines.of(block, style, look));
        if (!said.isEmpty()) {
            runs.add(0, new Run(said, style, Run.NOWHERE));
        }
        Wrap.lines(runs, room()).forEach(line -> frame.add(line.text()));
    }

    private void list(Node list) {
        int index = 0;
        for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
            item(item, index++, depth(item));
        }
    }

    private void item(Node item, int index, int depth) {
        String mark = mark(item, index, depth);
        frame.within(new AttributedString(mark, look.dim()), new AttributedString(" ".repeat(mark.length())), () -> {
            if (item.getFirstChild() == null) {
                frame.add(AttributedString.EMPTY);
            } else {
                blocks(item, true);
            }
        });
    }

    private String mark(Node item, int index, int depth) {
        if (item.getParent() instanceof OrderedList ordered) {
            Integer start = ordered.getMarkerStartNumber();
            return (start == null ? 1 : start) + index + ". ";
        } else if (look.words()) {
            return "";
        }
        return depth % 2 == 1 ? look.sign("\u2022 ", "* ") : look.sign("\u25e6 ", "- ");
    }

    private static int depth(Node item) {
        int depth = 0;
        for (Node node = item; node != null; node = node.getParent()) {
            depth += node instanceof ListItem ? 1 : 0;
        }
        return depth;
    }

    private void code(String language, String literal) {
        codeHead(language, look).forEach(frame::add);
        literal.lines().forEach(line -> codeLine(line, look, room()).forEach(frame::add));
        codeFoot(look).forEach(frame::add);
    }

    private void quote(Node block) {
        AttributedString bar = new AttributedString(look.words() ? "" : look.sign("\u2502 ", "> "), look.dim());
        AttributedString first = look.words() ? new AttributedString("Quote: ") : bar;
        frame.within(first, bar, () -> blocks(block, false));
    }

    private void literal(String text) {
        for (String line : Printable.of(text).split("\n")) {
            Wrap.lines(List.of(new Run(line, AttributedStyle.DEFAULT, Run.NOWHERE)), room())
                    .forEach(each -> frame.add(each.text()));
        }
    }
}
