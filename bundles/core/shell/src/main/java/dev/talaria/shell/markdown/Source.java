package dev.talaria.shell.markdown;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Block;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.SourceSpan;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.jspecify.annotations.Nullable;

/** A piece of Markdown, parsed, and where its parts stand. */
final class Source {
    private static final Parser PARSER = Parser.builder()
            .extensions(List.of(TablesExtension.create(), StrikethroughExtension.create()))
            .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
            .build();

    /** What would begin another kind of block. */
    private static final Pattern OTHER_BLOCK = Pattern.compile(
            "(?:[>=|<\\s]|#{1,6}\\s|[-+*](?:\\s|$)|--|[*_]{3}|~{3}|`{3}|\\d{1,9}[.)]|\\[[^\\]]*\\]:).*",
            Pattern.DOTALL);

    private static final Set<Class<? extends Node>> VERBATIM =
            Set.of(FencedCodeBlock.class, IndentedCodeBlock.class, HtmlBlock.class);

    static final int AS_WRITTEN = -1;

    private final String text;
    private final int number;
    private final List<Node> blocks = new ArrayList<>();

    Source(String text) {
        this(text, AS_WRITTEN);
    }

    /** @param number of the first item, if it begins with a list that goes on; else {@link #AS_WRITTEN} */
    Source(String text, int number) {
        this.text = text;
        this.number = number;
        for (Node block = PARSER.parse(text).getFirstChild(); block != null; block = block.getNext()) {
            blocks.add(block);
        }
        if (number != AS_WRITTEN && !blocks.isEmpty() && blocks.get(0) instanceof OrderedList list) {
            list.setMarkerStartNumber(number);
        }
    }

    String text() {
        return text;
    }

    /** Those of the first level. */
    List<Node> blocks() {
        return blocks;
    }

    /** Where the line begins in which a block does. */
    int begin(Node block) {
        List<SourceSpan> spans = block.getSourceSpans();
        int index = spans.isEmpty() ? 0 : spans.get(0).getInputIndex();
        return text.lastIndexOf('\n', index - 1) + 1;
    }

    /** Whether the last line is complete. */
    boolean endsLine() {
        return text.endsWith("\n");
    }

    /** @param number of the line within the block, from 0 */
    boolean endsLine(Node block, int number) {
        return text.indexOf('\n', from(block, number)) >= 0;
    }

    String line(Node block, int number) {
        int from = from(block, number);
        return text.substring(from, text.indexOf('\n', from));
    }

    int afterLine(Node block, int number) {
        return text.indexOf('\n', from(block, number)) + 1;
    }

    private int from(Node block, int number) {
        int from = begin(block);
        for (int i = 0; i < number; i++) {
            from = text.indexOf('\n', from) + 1;
        }
        return from;
    }

    /** How many lines end before a place. */
    int lineOf(int offset) {
        return (int)
                text.substring(0, offset).chars().filter(each -> each == '\n').count();
    }

    /** The place behind so many lines. */
    int afterLines(int count) {
        int place = 0;
        for (int i = 0; i < count; i++) {
            int end = text.indexOf('\n', place);
            if (end < 0) {
                return text.length();
            }
            place = end + 1;
        }
        return place;
    }

    /** Whether what stands from there on is a paragraph of its own, if it is cut off. */
    boolean canBegin(int offset) {
        return !OTHER_BLOCK.matcher(text.substring(offset)).matches();
    }

    /** The last block with the markup closed that is open at its end; null if nothing is. */
    @Nullable
    Node optimistic() {
        Node leaf = blocks.get(blocks.size() - 1);
        while (leaf.getLastChild() != null && hasBlocks(leaf)) {
            leaf = leaf.getLastChild();
        }
        if (VERBATIM.contains(leaf.getClass()) || leaf.getSourceSpans().isEmpty()) {
            return null;
        }
        int from = leaf.getSourceSpans().get(0).getInputIndex();
        String tail = text.substring(from);
        String closed = Optimist.closed(tail);
        if (closed.equals(tail)) {
            return null;
        }
        List<Node> again = new Source(text.substring(0, from) + closed, number).blocks;
        return again.isEmpty() ? null : again.get(again.size() - 1);
    }

    private static boolean hasBlocks(Node node) {
        return node.getLastChild() instanceof Block && !(node instanceof TableBlock);
    }
}
