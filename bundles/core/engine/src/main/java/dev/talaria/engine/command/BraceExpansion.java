package dev.talaria.engine.command;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Expands {@code {a,b}} and {@code {1..3}}, which the shell does before anything else. */
final class BraceExpansion {
    private static final int MOST_WORDS = 200;
    private static final Pattern NUMBERS = Pattern.compile("(-?[0-9]{1,6})\\.\\.(-?[0-9]{1,6})");
    private static final Pattern LETTERS = Pattern.compile("([A-Za-z])\\.\\.([A-Za-z])");

    private BraceExpansion() {}

    /** Adds what the word expands to, mostly the word itself. */
    static void addTo(List<Word> words, Word word) {
        List<Part> atoms = hasBrace(word) ? atoms(word) : List.of();
        if (atoms.isEmpty()) {
            words.add(word);
            return;
        }
        List<List<Part>> expanded = new ArrayList<>();
        expand(atoms, expanded);
        for (List<Part> parts : expanded) {
            PartList joined = new PartList();
            parts.forEach(part -> addAtom(joined, part));
            words.add(new Word(joined.parts(), expanded.size() == 1 ? word.source() : ""));
        }
    }

    private static boolean hasBrace(Word word) {
        return word.parts().stream()
                .anyMatch(
                        part -> isUnquoted(part) && ((Part.Literal) part).text().indexOf('{') >= 0);
    }

    private static void addAtom(PartList joined, Part part) {
        if (part.kind() == Part.Kind.LITERAL) {
            joined.add(((Part.Literal) part).text(), part.quoted());
        } else {
            joined.add(part);
        }
    }

    /** Unquoted characters each for itself; everything else as it is. */
    private static List<Part> atoms(Word word) {
        List<Part> atoms = new ArrayList<>();
        int open = 0;
        boolean choice = false;
        for (Part part : word.parts()) {
            if (!isUnquoted(part)) {
                atoms.add(part);
                continue;
            }
            String text = ((Part.Literal) part).text();
            checkJoins(atoms, text);
            choice |= text.indexOf(',') >= 0 || text.contains("..");
            for (char c : text.toCharArray()) {
                atoms.add(new Part.Literal(String.valueOf(c), false));
                open += c == '{' ? 1 : c == '}' ? -1 : 0;
            }
        }
        if (choice && (open != 0 || atoms.size() > 4_000)) {
            throw new Unparsable("braces that are hard to read");
        }
        return choice ? atoms : List.of();
    }

    /** The shell expands braces in the text, so that what they become may be read together with what is beside them. */
    private static void checkJoins(List<Part> before, String text) {
        Part last = before.isEmpty() ? null : before.get(before.size() - 1);
        boolean name = last != null && last.kind() == Part.Kind.PARAMETER && text.startsWith("{");
        if (name || text.indexOf('$') >= 0 || text.indexOf('~') >= 0) {
            throw new Unparsable("braces beside what is expanded later");
        }
    }

    private static void expand(List<Part> atoms, List<List<Part>> results) {
        for (int start = 0; start < atoms.size(); start++) {
            int end = is(atoms.get(start), '{') ? closing(atoms, start) : -1;
            List<List<Part>> choices = end < 0 ? List.of() : choices(atoms.subList(start + 1, end));
            if (!choices.isEmpty()) {
                List<Part> before = atoms.subList(0, start);
                List<Part> after = atoms.subList(end + 1, atoms.size());
                choices.forEach(choice -> expand(join(before, choice, after), results));
                return;
            }
        }
        if (results.size() >= MOST_WORDS) {
            throw new Unparsable("braces for too many words");
        }
        results.add(atoms);
    }

    private static List<Part> join(List<Part> before, List<Part> choice, List<Part> after) {
        List<Part> all = new ArrayList<>(before);
        all.addAll(choice);
        all.addAll(after);
        return all;
    }

    private static int closing(List<Part> atoms, int start) {
        int depth = 0;
        for (int i = start; i < atoms.size(); i++) {
            depth += is(atoms.get(i), '{') ? 1 : is(atoms.get(i), '}') ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }

    /** None if the braces mean themselves. */
    private static List<List<Part>> choices(List<Part> inner) {
        List<List<Part>> choices = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < inner.size(); i++) {
            depth += is(inner.get(i), '{') ? 1 : is(inner.get(i), '}') ? -1 : 0;
            if (depth == 0 && is(inner.get(i), ',')) {
                choices.add(inner.subList(from, i));
                from = i + 1;
            }
        }
        if (!choices.isEmpty()) {
            choices.add(inner.subList(from, inner.size()));
            return choices;
        }
        return range(inner);
    }

    private static List<List<Part>> range(List<Part> inner) {
        StringBuilder text = new StringBuilder();
        inner.forEach(part -> text.append(isUnquoted(part) ? ((Part.Literal) part).text() : "\u0000"));
        Matcher numbers = NUMBERS.matcher(text);
        Matcher letters = LETTERS.matcher(text);
        List<List<Part>> choices = new ArrayList<>();
        if (numbers.matches()) {
            addRange(Integer.parseInt(numbers.group(1)), Integer.parseInt(numbers.group(2)), false, choices);
            boolean padded = Pattern.compile("(^|\\.|-)0[0-9]").matcher(text).find();
            return padded ? unreadable() : choices;
        } else if (letters.matches()) {
            addRange(text.charAt(0), text.charAt(text.length() - 1), true, choices);
            return choices;
        }
        return text.indexOf("..") >= 0 ? unreadable() : choices;
    }

    private static List<List<Part>> unreadable() {
        throw new Unparsable("a range that is hard to read");
    }

    private static void addRange(int first, int last, boolean letters, List<List<Part>> choices) {
        int step = first <= last ? 1 : -1;
        if (Math.abs(last - first) >= MOST_WORDS || letters && Math.abs(last - first) > 'z' - 'a') {
            throw new Unparsable("braces for too many words");
        }
        for (int i = first; i != last + step; i += step) {
            choices.add(List.of(new Part.Literal(letters ? String.valueOf((char) i) : String.valueOf(i), true)));
        }
    }

    private static boolean is(Part part, char c) {
        return isUnquoted(part)
                && ((Part.Literal) part).text().length() == 1
                && ((Part.Literal) part).text().charAt(0) == c;
    }

    private static boolean isUnquoted(Part part) {
        return part.kind() == Part.Kind.LITERAL && !part.quoted();
    }
}
