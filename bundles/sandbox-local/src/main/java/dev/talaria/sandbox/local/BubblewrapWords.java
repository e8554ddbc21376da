package dev.talaria.sandbox.local;

import dev.talaria.sandbox.local.Confinement.Profile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The words of bwrap(1) that make the mounts of some rules. {@code setsid} comes before it, so that there is no terminal to
 * write to, and a terminal is made inside. It does not die with its parent: what a command leaves in the background goes on
 * as it does unconfined, and who kills bwrap's first process inside, which is in the command's process group, kills all.
 */
final class BubblewrapWords {
    private final List<String> words = new ArrayList<>();

    private BubblewrapWords() {}

    static List<String> of(String program, Profile profile, List<Rule> rules) {
        return new BubblewrapWords().make(program, profile, rules);
    }

    private List<String> make(String program, Profile profile, List<Rule> rules) {
        add(program, "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc");
        rules.forEach(this::mount);
        rules.stream()
                .filter(rule -> rule.kind() == Rule.Kind.HIDDEN || rule.kind() == Rule.Kind.HOME)
                .filter(rule -> Files.isDirectory(rule.path()) && isLastOf(rule, rules))
                .forEach(rule -> add("--remount-ro", rule.path().toString()));
        add("--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try", "--cap-drop", "ALL");
        if (profile != Profile.NETWORK) {
            add("--unshare-net");
        }
        add("--");
        return words;
    }

    private static boolean isLastOf(Rule rule, List<Rule> rules) {
        return rules.stream()
                .filter(other -> other.path().equals(rule.path()))
                .reduce((first, last) -> last)
                .filter(rule::equals)
                .isPresent();
    }

    private void mount(Rule rule) {
        String path = rule.path().toString();
        switch (rule.kind()) {
            case READ -> add("--ro-bind", path, path);
            case WRITE -> add("--bind", path, path);
            case TEMPORARY -> add("--perms", "1777", "--tmpfs", path);
            case HOME -> home(rule.path());
            case HIDDEN -> {
                if (Files.isDirectory(rule.path())) {
                    add("--tmpfs", path);
                } else {
                    add("--ro-bind", "/dev/null", path);
                }
            }
        }
    }

    /** A link stays a link: what it leads to may be hidden. */
    private void home(Path home) {
        add("--tmpfs", home.toString());
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(home, "[!.]*")) {
            for (Path entry : entries) {
                if (Files.isSymbolicLink(entry)) {
                    add("--symlink", Files.readSymbolicLink(entry).toString(), entry.toString());
                } else {
                    add("--ro-bind", entry.toString(), entry.toString());
                }
            }
        } catch (IOException e) {
            throw Confinement.failure("The home " + home + " cannot be listed: " + e, "Make it readable for its user.");
        }
    }

    private void add(String... more) {
        words.addAll(List.of(more));
    }
}
