package dev.talaria.engine.command;

import dev.talaria.engine.command.Argument.Certainty;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code find}: reads trees, and does to what it finds what its actions say. */
final class FindProgram {
    private static final Set<String> FLAGS = Set.of(
            "-print",
            "-print0",
            "-ls",
            "-empty",
            "-readable",
            "-writable",
            "-executable",
            "-true",
            "-false",
            "-prune",
            "-quit",
            "-depth",
            "-d",
            "-xdev",
            "-mount",
            "-follow",
            "-not",
            "-a",
            "-and",
            "-o",
            "-or",
            "!",
            "(",
            ")",
            ",",
            "-daystart",
            "-nouser",
            "-nogroup",
            "-noleaf",
            "-nowarn",
            "-warn");
    private static final Set<String> TEXTS = Set.of(
            "-name",
            "-iname",
            "-path",
            "-ipath",
            "-wholename",
            "-regex",
            "-iregex",
            "-type",
            "-xtype",
            "-maxdepth",
            "-mindepth",
            "-size",
            "-mtime",
            "-mmin",
            "-atime",
            "-amin",
            "-ctime",
            "-cmin",
            "-perm",
            "-user",
            "-group",
            "-links",
            "-inum",
            "-regextype",
            "-printf",
            "-newermt",
            "-newerct",
            "-fstype",
            "-uid",
            "-gid",
            "-lname",
            "-ilname",
            "-used",
            "-newer",
            "-anewer",
            "-cnewer",
            "-samefile");
    private static final Set<String> RUNS = Set.of("-exec", "-execdir", "-ok", "-okdir");
    private static final Set<String> WRITES = Set.of("-fprint", "-fprint0", "-fls");

    private final Invocation invocation;
    private final List<Argument> words;
    private final List<Argument> starts = new ArrayList<>();
    private int next;

    private FindProgram(Invocation invocation) {
        this.invocation = invocation;
        this.words = invocation.arguments();
    }

    static void judge(Invocation invocation) {
        new FindProgram(invocation).judge();
    }

    private void judge() {
        while (next < words.size()
                && Set.of("-H", "-L", "-P").contains(words.get(next).text())) {
            next++;
        }
        while (next < words.size() && !isExpression(words.get(next))) {
            Argument start = words.get(next++);
            if (start.mayBeOption()) {
                invocation.unparsable();
            }
            starts.add(start);
        }
        if (starts.isEmpty()) {
            starts.add(Argument.known("."));
        }
        starts.forEach(invocation::readTree);
        while (next < words.size()) {
            addExpression(words.get(next++));
        }
    }

    private static boolean isExpression(Argument word) {
        return word.before().startsWith("-") || word.is("(") || word.is("!") || word.is(")");
    }

    private void addExpression(Argument word) {
        String text = word.text();
        if (!word.isKnown()) {
            invocation.unparsable();
        } else if (RUNS.contains(text)) {
            run(text.endsWith("dir"));
        } else if (text.equals("-delete")) {
            starts.forEach(invocation::destroy);
        } else if (WRITES.contains(text)) {
            invocation.write(nextWord());
        } else if (text.equals("-fprintf")) {
            invocation.write(nextWord());
            nextWord();
        } else if (TEXTS.contains(text)) {
            // A value of any number of words could bring an action with it.
            if (nextWord().certainty().compareTo(Certainty.ONE) > 0) {
                invocation.unparsable();
            }
        } else if (!FLAGS.contains(text)) {
            UnknownProgram.judge(invocation);
        }
    }

    private Argument nextWord() {
        return next < words.size() ? words.get(next++) : Argument.known("");
    }

    private void run(boolean inDirectory) {
        List<Argument> command = new ArrayList<>();
        while (next < words.size() && !words.get(next).is(";")) {
            boolean ends = words.get(next).is("+")
                    && !command.isEmpty()
                    && command.get(command.size() - 1).is("{}");
            if (ends) {
                break;
            }
            command.add(words.get(next++));
        }
        next++;
        if (command.isEmpty()) {
            return;
        }
        boolean shell = command.size() > 1
                && command.get(0).isKnown()
                && !command.get(0).text().contains("{}");
        if (!shell) {
            invocation.unparsable();
        }
        for (Argument start : starts) {
            List<Argument> each =
                    command.stream().map(word -> found(word, start)).toList();
            if (inDirectory) {
                invocation.runElsewhere(each);
            } else {
                invocation.run(each, Input.NOTHING);
            }
        }
    }

    /** The word with a name of something found in place of the braces. */
    private static Argument found(Argument word, Argument start) {
        int braces = word.text().indexOf("{}");
        if (!word.isKnown() || braces < 0) {
            return word;
        }
        if (braces > 0) {
            return new Argument(Certainty.ONE, word.text(), word.text().substring(0, braces), "");
        }
        boolean whole = word.text().equals("{}");
        String directory = start.text().endsWith("/") ? start.text() : start.text() + "/";
        return whole && start.isKnown()
                ? new Argument(Certainty.GLOB, directory + "*", directory, "")
                : new Argument(Certainty.ONE, word.text(), whole ? start.before() : directory, "");
    }
}
