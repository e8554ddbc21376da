package dev.talaria.tools.file;

import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.Patch;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A model writes quotes, dashes and blanks of ASCII where a file has others: what it did not change stays as it was. */
final class KeptUnicode {
    private static final Pattern TOKEN = Pattern.compile("\\.\\.\\.|.", Pattern.DOTALL);

    private KeptUnicode() {}

    /** @param there the file's own text, which is {@code wanted} but for such characters */
    static String in(String there, String replacement) {
        List<String> old = tokens(there);
        List<String> now = tokens(replacement);
        List<String> plainOld = old.stream().map(KeptUnicode::plain).toList();
        List<String> plainNow = now.stream().map(KeptUnicode::plain).toList();
        return BoundedDiff.of(plainOld, plainNow)
                .map(difference -> merged(old, now, difference))
                .orElse(replacement);
    }

    private static String merged(List<String> old, List<String> now, Patch<String> difference) {
        List<String> result = new ArrayList<>();
        int at = 0;
        for (AbstractDelta<String> delta : difference.getDeltas()) {
            result.addAll(old.subList(at, delta.getSource().getPosition()));
            int start = delta.getTarget().getPosition();
            result.addAll(now.subList(start, start + delta.getTarget().size()));
            at = delta.getSource().getPosition() + delta.getSource().size();
        }
        result.addAll(old.subList(at, old.size()));
        return String.join("", result);
    }

    private static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        while (matcher.find()) {
            tokens.add(matcher.group());
        }
        return tokens;
    }

    private static String plain(String token) {
        return token.length() == 1 ? MappedText.plain(token.charAt(0)) : token;
    }
}
