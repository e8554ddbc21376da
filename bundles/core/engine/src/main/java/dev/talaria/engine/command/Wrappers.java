package dev.talaria.engine.command;

import dev.talaria.api.approval.Nature;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Programs that run their own words as a command. */
final class Wrappers {
    private static final Set<String> APPLETS_NOT = Set.of("--list", "--help", "--install");

    private static final Pattern SPLIT = Pattern.compile("-[iv0]+S.*", Pattern.DOTALL);

    private Wrappers() {}

    static void addTo(Map<String, Program> programs) {
        add(programs, "nice", "-0123456789 -n= --adjustment=", 0);
        add(programs, "ionice", "-t -cn= --class= --classdata=", 0);
        add(programs, "nohup", "-", 0);
        add(programs, "setsid", "-cfw --fork --wait --ctty", 0);
        add(programs, "stdbuf", "-ioe= --input= --output= --error=", 0);
        add(programs, "time", "-apvl -fo= --portability --verbose --format=", 0);
        add(programs, "timeout", "-v -ks= --kill-after= --signal= --foreground --preserve-status --verbose", 1);
        add(programs, "taskset", "-ac", 1);
        add(programs, "chrt", "-bfior", 1);
        add(programs, "unbuffer", "-p", 0);
        add(programs, "xvfb-run", "-a", 0);
        add(programs, "chronic", "-ev", 0);
        add(programs, "caffeinate", "-dimsu -t=", 0);
        add(programs, "builtin", "-", 0);
        programs.put("command", Wrappers::command);
        programs.put("exec", Wrappers::replace);
        programs.put("env", Wrappers::environment);
        programs.put("watch", Wrappers::watch);
        programs.put("busybox", Wrappers::applet);
        programs.put("toybox", Wrappers::applet);
        for (String name : List.of(
                "sudo",
                "doas",
                "gosu",
                "su-exec",
                "chroot",
                "unshare",
                "nsenter",
                "fakeroot",
                "runuser",
                "setpriv",
                "capsh",
                "firejail",
                "bwrap",
                "proot",
                "su",
                "pkexec")) {
            programs.put(name, Wrappers::privileged);
        }
    }

    private static void add(Map<String, Program> programs, String name, String options, int operands) {
        ProgramOptions known = ProgramOptions.of(options);
        programs.put(name, invocation -> {
            List<Argument> words = behindOptions(invocation, known);
            if (words.size() > operands) {
                invocation.outcome(invocation.run(words.subList(operands, words.size())));
            }
        });
    }

    /** The words from the first operand on; none if an option is not known, which is reported. */
    static List<Argument> behindOptions(Invocation invocation, ProgramOptions options) {
        List<Argument> words = invocation.arguments();
        int start = 0;
        while (start < words.size()
                && words.get(start).isOption()
                && !words.get(start).is("--")) {
            CommandLine one = CommandLine.of(words.subList(start, start + 1), options, false);
            Argument word = words.get(start);
            if (one.hasUnknownOption() || one.isUnparsable()) {
                UnknownProgram.judge(invocation);
                return List.of();
            }
            String name = word.text().startsWith("--")
                    ? word.text()
                    : "-" + word.text().charAt(word.text().length() - 1);
            ProgramOptions.Option option = options.option(name);
            boolean last = word.text().startsWith("--") || isFirstValued(word.text(), options);
            boolean takesNext = option != null
                    && last
                    && option.value() != ProgramOptions.Value.NONE
                    && option.value() != ProgramOptions.Value.OPTIONAL;
            start += takesNext ? 2 : 1;
        }
        if (start < words.size() && words.get(start).is("--")) {
            start++;
        }
        return words.subList(Math.min(start, words.size()), words.size());
    }

    /** Whether the last letter of a cluster is the first of it that takes a value. */
    private static boolean isFirstValued(String cluster, ProgramOptions options) {
        for (int i = 1; i < cluster.length() - 1; i++) {
            ProgramOptions.Option option = options.option("-" + cluster.charAt(i));
            if (option != null && option.value() != ProgramOptions.Value.NONE) {
                return false;
            }
        }
        return true;
    }

    private static void command(Invocation invocation) {
        Argument first = invocation.argument(0);
        boolean asks = first.is("-v") || first.is("-V");
        List<Argument> words = asks ? List.of() : behindOptions(invocation, ProgramOptions.of("-p"));
        if (!words.isEmpty()) {
            invocation.outcome(invocation.run(words));
        }
    }

    /** Without a command it only opens and closes files. */
    private static void replace(Invocation invocation) {
        List<Argument> words = behindOptions(invocation, ProgramOptions.of("-cl -a="));
        if (!words.isEmpty()) {
            invocation.run(words);
            invocation.outcome(Outcome.of(invocation.state().ended()));
        }
    }

    private static void environment(Invocation invocation) {
        List<Argument> words = new ArrayList<>(invocation.arguments());
        boolean split = words.stream()
                .anyMatch(word -> word.text().startsWith("-S")
                        || word.text().startsWith("--s")
                        || SPLIT.matcher(word.text()).matches());
        boolean moves = words.stream()
                .anyMatch(word -> word.text().startsWith("-C") || word.text().startsWith("--c"));
        if (split || moves) {
            splitWords(words, invocation);
            return;
        }
        List<Argument> rest =
                behindOptions(invocation, ProgramOptions.of("-i0v -u= --ignore-environment --unset= --null"));
        int start = 0;
        while (start < rest.size() && rest.get(start).before().indexOf('=') > 0) {
            String name = rest.get(start)
                    .before()
                    .substring(0, rest.get(start).before().indexOf('='));
            if (DangerousVariables.changesPrograms(name) || !Characters.isName(name)) {
                invocation.taint();
            }
            start++;
        }
        invocation.run(rest.subList(start, rest.size()));
    }

    /** {@code -S} has rules of its own for quotes; what it seems to say is looked at only for the worst. */
    private static void splitWords(List<Argument> words, Invocation invocation) {
        invocation.unparsable();
        for (Argument word : words) {
            String text = word.text().replaceFirst("^-[iv0]*S|^--split-string=?", "");
            invocation.suspect(List.of(Argument.known("sh"), Argument.known("-c"), Argument.known(text)));
        }
        UnknownProgram.suspectWrapped(invocation);
    }

    /** The words are joined to a script. */
    private static void watch(Invocation invocation) {
        List<Argument> words =
                behindOptions(invocation, ProgramOptions.of("-bcdegtx -nq= --interval= --no-title --color"));
        if (words.isEmpty()) {
            return;
        }
        if (words.stream().allMatch(Argument::isKnown)) {
            invocation.child(String.join(" ", words.stream().map(Argument::text).toList()));
        } else {
            invocation.unparsable();
        }
    }

    private static void applet(Invocation invocation) {
        List<Argument> words = invocation.arguments();
        if (!words.isEmpty() && !APPLETS_NOT.contains(words.get(0).text())) {
            invocation.run(words);
        }
    }

    /** Whoever it becomes, what it runs is looked at too: the host must stay whole. */
    private static void privileged(Invocation invocation) {
        invocation.execute(Nature.PRIVILEGED);
        List<Argument> words = invocation.arguments();
        ProgramOptions options =
                ProgramOptions.of("-AbEeHKklnPSsiv -ugpCThUrt= --user= --group= --preserve-env? --login");
        CommandLine first = CommandLine.of(words, options, false);
        int script = words.indexOf(Argument.known("-c"));
        if (script >= 0 && script + 1 < words.size() && words.get(script + 1).isKnown()) {
            invocation.child(words.get(script + 1).text());
        }
        if (invocation.name().equals("sudo") || invocation.name().equals("doas")) {
            List<Argument> rest = new ArrayList<>(behindOptions(invocation, options));
            while (!rest.isEmpty() && AssignmentWords.looksLikeOne(rest.get(0).before())) {
                rest.remove(0);
            }
            invocation.run(rest);
        } else if (!first.operands().isEmpty()) {
            invocation.suspect(
                    first.operands().subList(1, first.operands().size()).isEmpty()
                            ? first.operands()
                            : first.operands().subList(1, first.operands().size()));
        }
        UnknownProgram.suspectWrapped(invocation);
    }
}
