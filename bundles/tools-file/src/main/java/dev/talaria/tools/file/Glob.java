package dev.talaria.tools.file;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/** A pattern of names or paths: {@code *} and {@code ?} stay within a name, {@code **} does not. */
final class Glob {
    private final String literal;
    private final String suffix;
    private final Pattern pattern;

    private Glob(String literal, String suffix, Pattern pattern) {
        this.literal = literal;
        this.suffix = suffix;
        this.pattern = pattern;
    }

    static Glob of(String glob) throws Refusal {
        boolean plain = glob.chars().noneMatch(c -> "*?[]{}\\".indexOf(c) >= 0);
        String end = glob.startsWith("*") ? glob.substring(1) : "";
        boolean onlyEnd = !end.isEmpty() && end.chars().noneMatch(c -> "*?[]{}\\/".indexOf(c) >= 0);
        try {
            return new Glob(plain ? glob : "", onlyEnd ? end : "", Pattern.compile(regex(glob), Pattern.DOTALL));
        } catch (PatternSyntaxException e) {
            throw new Refusal("the file pattern '" + glob + "' is none: " + e.getDescription()
                    + ". It knows *, ?, [abc], {one,other} and **.");
        }
    }

    boolean matches(String path) {
        if (!literal.isEmpty()) {
            return path.equals(literal);
        }
        if (!suffix.isEmpty()) {
            return path.endsWith(suffix) && path.indexOf('/') < 0;
        }
        return pattern.matches(path);
    }

    private static String regex(String glob) {
        StringBuilder regex = new StringBuilder();
        int alternatives = 0;
        int i = 0;
        while (i < glob.length()) {
            char c = glob.charAt(i);
            i++;
            if (glob.startsWith("**/", i - 1)) {
                regex.append("(?:.*/)?");
                i += 2;
            } else if (glob.startsWith("**", i - 1)) {
                regex.append(".*");
                i++;
            } else if (c == '[' && glob.indexOf(']', i + 1) > 0) {
                int end = glob.indexOf(']', i + 1);
                String set = glob.substring(i, end).replace("\\", "\\\\").replace("[", "\\[");
                regex.append('[')
                        .append(set.startsWith("!") ? "^" + set.substring(1) : set)
                        .append(']');
                i = end + 1;
            } else if (c == '{') {
                regex.append("(?:");
                alternatives++;
            } else if (c == '}' && alternatives > 0) {
                regex.append(')');
                alternatives--;
            } else if (c == '\\' && i < glob.length()) {
                regex.append(Pattern.quote(String.valueOf(glob.charAt(i))));
                i++;
            } else {
                regex.append(
                        c == '*'
                                ? "[^/]*"
                                : c == '?'
                                        ? "[^/]"
                                        : c == ',' && alternatives > 0 ? "|" : Pattern.quote(String.valueOf(c)));
            }
        }
        return regex.toString();
    }
}
