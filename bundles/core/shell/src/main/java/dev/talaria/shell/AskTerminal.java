package dev.talaria.shell;

import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/** Where one {@code ask} speaks: the answer to one stream, everything about it to the other. */
interface AskTerminal {
    /** The answer, and nothing else, so that it can be piped. */
    PrintStream answer();

    /** Tool calls, questions, notices, errors. */
    PrintStream notes();

    /** Whether a person is there to answer questions. */
    boolean attended();

    /** Whether the notes may be coloured. */
    boolean coloured();

    /** A line from the person; null if there is none. */
    @Nullable
    String readLine(String prompt);
}
