package dev.talaria.shell.markdown;

import dev.talaria.shell.text.Printable;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.ext.gfm.strikethrough.Strikethrough;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.jline.utils.AttributedStyle;

/** What stands in a paragraph, as runs. */
final class Inlines {
    private final Look look;
    private final List<Run> runs = new ArrayList<>();

    private Inlines(Look look) {
        this.look = look;
    }

    static List<Run> of(Node block, AttributedStyle style, Look look) {
        Inlines inlines = new Inlines(look);
        inlines.children(block, style, true);
        return inlines.runs;
    }

    private void children(Node parent, AttributedStyle style, boolean outermost) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNext()) {
            add(node, style, outermost);
        }
    }

    private void add(Node node, AttributedStyle style, boolean outermost) {
        int before = runs.size();
        addRuns(node, style, outermost);
        boolean marked =
                !(node instanceof Text) && outermost && !node.getSourceSpans().isEmpty();
        if (marked && runs.size() > before && !runs.get(before).text().isBlank()) {
            beginsAt(before, node.getSourceSpans().get(0).getInputIndex());
        }
    }

    /** What is in markup can be cut off only where the markup begins. */
    private void beginsAt(int index, int offset) {
        Run whole = runs.get(index);
        int first = whole.text().offsetByCodePoints(0, 1);
        runs.set(index, new Run(whole.text().substring(0, first), whole.style(), offset));
        runs.add(index + 1, new Run(whole.text().substring(first), whole.style(), Run.NOWHERE));
    }

    private void addRuns(Node node, AttributedStyle style, boolean outermost) {
        if (node instanceof Text text) {
            text(text, style, outermost);
        } else if (node instanceof SoftLineBreak) {
            runs.add(new Run(" ", style, Run.NOWHERE));
        } else if (node instanceof HardLineBreak) {
            runs.add(new Run("\n", style, Run.NOWHERE));
        } else if (node instanceof Code code) {
            String literal = Printable.of(code.getLiteral());
            runs.add(new Run(look.words() || look.colours() ? literal : "`" + literal + "`", look.code(), Run.NOWHERE));
        } else if (node instanceof HtmlInline html) {
            runs.add(new Run(Printable.of(html.getLiteral()), style, Run.NOWHERE));
        } else if (node instanceof StrongEmphasis) {
            children(node, look.strong(style), false);
        } else if (node instanceof Emphasis) {
            children(node, look.emphasis(style), false);
        } else if (node instanceof Strikethrough) {
            children(node, look.struck(style), false);
        } else if (node instanceof Link link) {
            int before = runs.size();
            children(node, look.link(style), false);
            destination(before, link.getDestination());
        } else if (node instanceof Image image) {
            int before = runs.size();
            children(node, look.emphasis(style), false);
            destination(before, image.getDestination());
        } else {
            children(node, style, false);
        }
    }

    private void text(Text text, AttributedStyle style, boolean outermost) {
        String literal = Printable.of(text.getLiteral());
        List<SourceSpan> spans = text.getSourceSpans();
        boolean asWritten = outermost && spans.size() == 1 && spans.get(0).getLength() == literal.length();
        runs.add(new Run(literal, style, asWritten ? spans.get(0).getInputIndex() : Run.NOWHERE));
    }

    /** Where a link leads, unless its text says so. */
    private void destination(int firstRun, String given) {
        StringBuilder shown = new StringBuilder();
        runs.subList(firstRun, runs.size()).forEach(run -> shown.append(run.text()));
        String destination = Printable.of(given).strip();
        boolean said = destination.contentEquals(shown)
                || destination.equals("mailto:" + shown)
                || destination.isEmpty()
                || destination.startsWith("#");
        if (!said) {
            runs.add(new Run(" (" + destination + ")", look.dim(), Run.NOWHERE));
        }
    }
}
