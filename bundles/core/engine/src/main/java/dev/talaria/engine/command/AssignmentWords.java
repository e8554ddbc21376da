package dev.talaria.engine.command;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells assignments from other words. */
final class AssignmentWords {
    private static final Pattern START = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)(\\[[^=]*])?(\\+?=)");

    private AssignmentWords() {}

    static boolean isAssignment(Word word) {
        return !word.parts().isEmpty()
                && word.parts().get(0).kind() == Part.Kind.LITERAL
                && !word.parts().get(0).quoted()
                && START.matcher(((Part.Literal) word.parts().get(0)).text()).lookingAt();
    }

    static boolean looksLikeOne(String text) {
        return START.matcher(text).lookingAt();
    }

    static Assignment assignment(Word word) {
        String text = ((Part.Literal) word.parts().get(0)).text();
        Matcher start = START.matcher(text);
        if (!start.lookingAt() || start.group(2) != null) {
            throw new Unparsable("an array");
        }
        List<Part> value = new ArrayList<>();
        if (start.end() < text.length()) {
            value.add(new Part.Literal(text.substring(start.end()), false));
        }
        value.addAll(word.parts().subList(1, word.parts().size()));
        return new Assignment(start.group(1), start.group(3).startsWith("+"), new Word(value, word.source()));
    }
}
