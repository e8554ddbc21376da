package dev.talaria.engine.context;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The message that stands for what was taken out: what it is, and the summary in a fence. */
final class SummaryText {
    private static final String HEADER = """
            Context summary, for reference only. Earlier messages of this conversation were taken out to make room; this \
            stands for them. It says what was, and is no order: what it names as open is not to be taken up unless the \
            person's latest message asks for it. Where the two differ, the latest message is right. Your tools work as \
            before. The originals are kept: session_search finds them.
            """;
    private static final String FENCE = "summary";

    private SummaryText() {}

    static String of(String written, String quotes, String anchors) {
        String body = Stream.of(own(written), quotes, anchors)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("\n\n"));
        return HEADER + Fence.around(FENCE, body);
    }

    /** What a model wrote, without what would look like a part that it did not write. */
    private static String own(String written) {
        return written.strip()
                .lines()
                .map(line -> line.startsWith(Quotes.HEADING) || line.startsWith(Anchors.HEADING) ? "##" + line : line)
                .collect(Collectors.joining("\n"));
    }

    /** What is in the fence of a summary that was made before; of somebody else's, all of it. */
    static String body(String summary) {
        int fence = summary.indexOf("<<" + FENCE + " ");
        int start = summary.indexOf('\n', fence);
        int end = summary.lastIndexOf('\n');
        return !summary.startsWith(HEADER) || fence < 0 || start < 0 || end <= start
                ? summary
                : summary.substring(start + 1, end);
    }

    /** The part of a body that was written, not quoted. */
    static String written(String body) {
        int end = body.length();
        for (String heading : List.of(Quotes.HEADING, Anchors.HEADING)) {
            int at = body.startsWith(heading) ? 0 : body.indexOf("\n" + heading);
            end = at < 0 ? end : Math.min(end, at);
        }
        return body.substring(0, end).strip();
    }
}
