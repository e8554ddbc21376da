package dev.talaria.shell.setup;

import dev.talaria.api.approval.ApprovalMode;
import dev.talaria.api.health.Health;
import dev.talaria.api.sandbox.Isolation;
import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.api.sandbox.Sandboxes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where turns work and what they may do unasked: the workspace that is trusted, the sandbox, the approvals. */
final class HabitsStep {
    private static final String ENGINE = "dev.talaria.engine";
    private static final String APPROVAL = "dev.talaria.approval";

    private final Prompter person;
    private final Sandboxes sandboxes;
    private final SettingsFiles files;
    private final String cwd;

    HabitsStep(Prompter person, Sandboxes sandboxes, SettingsFiles files, String cwd) {
        this.person = person;
        this.sandboxes = sandboxes;
        this.files = files;
        this.cwd = cwd;
    }

    /** Asks all three, then writes what is another than before. @return the files that were written */
    List<Path> ask() throws IOException {
        Optional<String> tree = workspace();
        String sandbox = sandbox();
        String mode = approvals();
        List<Path> written = new ArrayList<>();
        if (tree.isPresent()) {
            String before = files.value(ENGINE, "trustedTrees").orElse("");
            files.set(ENGINE, "trustedTrees", before.isEmpty() ? tree.get() : before + ", " + tree.get());
            written.add(files.file(ENGINE));
        }
        if (!sandbox.equals(files.value(ENGINE, "sandbox").orElse("local"))) {
            files.set(ENGINE, "sandbox", sandbox);
            written.add(files.file(ENGINE));
        }
        if (!mode.equals(files.value(APPROVAL, "mode").orElse(ApprovalMode.ASK.word()))) {
            files.set(APPROVAL, "mode", mode);
            written.add(files.file(APPROVAL));
        }
        return written.stream().distinct().toList();
    }

    private Optional<String> workspace() {
        person.say("");
        person.say(
                "Workspace: the directory that you call Talaria in. In one that you trust, its AGENTS.md speaks for you;"
                        + " elsewhere such files are notes without authority.");
        List<String> trusted =
                List.of(files.value(ENGINE, "trustedTrees").orElse("").split("\\s*,\\s*"));
        while (true) {
            String said = person.ask("Trust one (- for none)", "-", List.of(cwd));
            if (said.equals("-") || trusted.contains(said)) {
                return Optional.empty();
            }
            try {
                Path tree = Path.of(cwd).resolve(said).normalize();
                if (Files.isDirectory(tree)) {
                    return Optional.of(tree.toString()).filter(found -> !trusted.contains(found));
                }
                person.say("There is no directory " + tree + ".");
            } catch (InvalidPathException e) {
                person.say("That is no path.");
            }
        }
    }

    private String sandbox() {
        person.say("");
        person.say("Sandbox: where commands and files of the agent are.");
        String now = files.value(ENGINE, "sandbox").orElse("local");
        List<String> names = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        List<String> unready = new ArrayList<>();
        for (Sandboxes.Backend backend : sandboxes.backends()) {
            Optional<Health> problem = problem(backend.backend());
            if (problem.isPresent() && !backend.backend().equals(now)) {
                unready.add("      " + backend.backend() + " is not ready: "
                        + problem.get().remedy());
            } else {
                names.add(backend.backend());
                lines.add(backend.backend() + ": " + meaning(backend.isolation()));
            }
        }
        if (!names.contains(now)) {
            names.add(now);
            lines.add(now + ": as it is now");
        }
        unready.forEach(person::say);
        return names.get(person.choose("Number", names, lines, names.indexOf(now)));
    }

    private Optional<Health> problem(String backend) {
        try {
            return sandboxes.diagnose(backend).stream()
                    .filter(health -> health.state() == Health.State.DOWN)
                    .findFirst();
        } catch (SandboxException e) {
            return Optional.of(Health.down(e.getMessage(), e.remedy()));
        }
    }

    private static String meaning(Isolation isolation) {
        if (!isolation.isolated()) {
            return "not apart from its host; only approvals protect that";
        }
        return "apart from this host" + (isolation.network() ? ", with the network" : ", without the network");
    }

    private String approvals() {
        person.say("");
        person.say("Approvals: what the agent may do without asking you.");
        List<String> names =
                Stream.of(ApprovalMode.values()).map(ApprovalMode::word).toList();
        List<String> lines = List.of(
                "ask: reading; the rest is asked",
                "workspace: changes of the workspace and its own code too",
                "all: whatever is understood and is neither privileged nor destructive");
        String now = files.value(APPROVAL, "mode").orElse(ApprovalMode.ASK.word());
        return names.get(person.choose("Number", names, lines, Math.max(0, names.indexOf(now))));
    }
}
