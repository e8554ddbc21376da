package dev.talaria.tools.file;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Finds where the hunks of an update belong, and makes edits of them. */
final class HunkLocator {
    /** The strictest first. */
    private static final List<UnaryOperator<String>> FORMS =
            List.of(UnaryOperator.identity(), String::stripTrailing, String::strip, line -> MappedText.ascii(line)
                    .text()
                    .strip());

    private static final int SHOWN_PLACES = 5;

    private final String path;
    private final Lines lines;
    private final List<LineIndex> indexes = new ArrayList<>();
    private final List<Place> places = new ArrayList<>();
    private int cursor;

    /** The lines from {@code start} to before {@code end} are those of the hunk. */
    private record Place(int start, int end, Hunk hunk) {}

    HunkLocator(String path, Document document) {
        this.path = path;
        this.lines = new Lines(document.text());
    }

    List<Edit> edits(List<Hunk> hunks, String text) throws Refusal {
        for (Hunk hunk : hunks) {
            Place place = place(hunk);
            places.add(place);
            cursor = place.end;
        }
        places.sort(Comparator.comparingInt(Place::start));
        List<Edit> edits = new ArrayList<>();
        Place previous = null;
        for (Place place : places) {
            if (previous != null && place.start < previous.end) {
                throw problem(place.hunk, "it overlaps the hunk of line " + previous.hunk.number());
            }
            new HunkEdits(lines, text, place.start, place.hunk).addTo(edits);
            previous = place;
        }
        return edits;
    }

    private Place place(Hunk hunk) throws Refusal {
        List<String> before = hunk.before();
        if (before.isEmpty()) {
            int after = insertion(hunk);
            return new Place(after, after, hunk);
        }
        for (int form = 0; form < FORMS.size(); form++) {
            List<Integer> found = index(form).find(before);
            if (!found.isEmpty()) {
                int start = found.size() == 1 ? found.get(0) : chosen(hunk, found);
                return new Place(start, start + before.size(), hunk);
            }
        }
        throw problem(
                hunk,
                "its lines are not in " + path + ". "
                        + ClosestLines.notFound(path, String.join("\n", lines.all()), String.join("\n", before)));
    }

    private int insertion(Hunk hunk) throws Refusal {
        List<Integer> hinted = hinted(hunk.hint());
        if (hinted.size() != 1) {
            throw problem(
                    hunk,
                    "it only adds lines, so that its hint must be a line that " + path + " has once"
                            + (hinted.isEmpty() ? "" : "; it has it " + hinted.size() + " times")
                            + ". Or give context lines");
        }
        return hinted.get(0) + 1;
    }

    /** Several places fit: the one behind the hint, or the only one behind the hunk before. */
    private int chosen(Hunk hunk, List<Integer> found) throws Refusal {
        List<Integer> hinted = hinted(hunk.hint());
        if (hinted.size() == 1) {
            List<Integer> behind =
                    found.stream().filter(start -> start >= hinted.get(0)).toList();
            if (!behind.isEmpty()) {
                return behind.get(0);
            }
        }
        List<Integer> left = found.stream().filter(start -> start >= cursor).toList();
        if (left.size() == 1) {
            return left.get(0);
        }
        throw problem(
                hunk,
                "its lines are in " + path + " " + found.size() + " times, at lines "
                        + found.stream()
                                .limit(SHOWN_PLACES)
                                .map(start -> String.valueOf(start + 1))
                                .collect(Collectors.joining(", "))
                        + (found.size() > SHOWN_PLACES ? " …" : "")
                        + ". Give more context lines, or a hint after @@ that the file has once");
    }

    /** Lines that are the hint, or else those that contain it. */
    private List<Integer> hinted(String hint) throws Refusal {
        if (hint.isEmpty()) {
            return List.of();
        }
        List<Integer> equal = index(2).find(List.of(hint));
        return equal.isEmpty()
                ? IntStream.range(0, lines.count())
                        .filter(i -> lines.get(i).contains(hint))
                        .boxed()
                        .toList()
                : equal;
    }

    private LineIndex index(int form) {
        while (indexes.size() <= form) {
            indexes.add(new LineIndex(lines.all(), FORMS.get(indexes.size())));
        }
        return indexes.get(form);
    }

    private static Refusal problem(Hunk hunk, String what) {
        return new Refusal("the hunk at line " + hunk.number() + " of the patch: " + what + ". No file was changed.");
    }
}
