package dev.talaria.shell;

import dev.talaria.shell.text.Printable;
import java.io.PrintStream;

/** Text on its way to a terminal, piece by piece, without what would take it over. */
record PrintableOutput(PrintStream out) implements Appendable {
    @Override
    public Appendable append(CharSequence text) {
        out.print(Printable.of(text.toString()));
        return this;
    }

    @Override
    public Appendable append(CharSequence text, int start, int end) {
        return append(text.subSequence(start, end));
    }

    @Override
    public Appendable append(char c) {
        return append(String.valueOf(c));
    }
}
