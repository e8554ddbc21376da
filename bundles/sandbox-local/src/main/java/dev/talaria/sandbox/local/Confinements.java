package dev.talaria.sandbox.local;

import dev.talaria.api.sandbox.SandboxSpec;
import dev.talaria.sandbox.local.Confinement.Profile;
import dev.talaria.sandbox.support.Options;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Makes the confinement of a sandbox from its settings.
 *
 * @param home of Talaria
 * @param assembly folder of Talaria's programs
 * @param environment of the host
 */
record Confinements(HomeDirectories home, Optional<Path> assembly, Map<String, String> environment) {
    private static final long TRY_S = 10;
    private static final String INSTALL =
            "Install bubblewrap (on Debian its package bubblewrap), or set confinement = none"
                    + " if commands may do all that the user of Talaria may.";

    static Options options(Map<String, Object> configured, SandboxSpec spec) {
        return new Options(LocalConfig.class, configured, spec);
    }

    /** @throws dev.talaria.api.sandbox.SandboxException if there is no such profile */
    static Profile profile(Options options) {
        return switch (options.text("confinement")) {
            case "none" -> Profile.NONE;
            case "restricted" -> Profile.RESTRICTED;
            case "workspace" -> Profile.WORKSPACE;
            case "network" -> Profile.NETWORK;
            default ->
                throw options.unusable(
                        "confinement = '" + options.text("confinement") + "' is unknown",
                        "Set it to none, restricted, workspace or network.");
        };
    }

    /** The folders that commands work in, by their real paths. */
    List<Path> workspaces(Options options) {
        List<String> named = options.list("workspaces");
        if (named.isEmpty()) {
            return List.of(ConfinementRules.real(home.home().resolve("workspaces")));
        }
        List<Path> found = new ArrayList<>();
        for (String text : named) {
            Path path = ConfinementRules.real(Path.of(text));
            if (!text.startsWith("/") || path.getNameCount() == 0 || isAbove(path, userHome())) {
                throw options.unusable(
                        "workspaces = '" + text + "' is no folder of its own",
                        "Name absolute folders, and neither / nor the user's home nor a folder above it.");
            }
            found.add(path);
        }
        return found;
    }

    private static boolean isAbove(Path path, Path other) {
        return ConfinementRules.real(other).startsWith(path);
    }

    /**
     * The confinement of a sandbox that is opened now.
     *
     * @throws dev.talaria.api.sandbox.SandboxException if this host cannot confine commands so
     */
    Confinement make(Options options, SandboxSpec spec) {
        Profile profile = profile(options);
        List<String> limits = limits(options);
        if (profile == Profile.NONE) {
            return new Confinement(profile, List.of(), limits, "");
        }
        List<Path> workspaces = workspaces(options);
        ConfinementRules rules = new ConfinementRules(profile)
                .host(userHome())
                .homeEntries(options, userHome())
                .hide(home.home());
        assembly.ifPresent(rules::hide);
        for (String more : options.list("hidden")) {
            rules.hide(Path.of(more));
        }
        for (Path directory : workspaces) {
            rules.workspace(made(directory));
        }
        rules.state(made(home.confined(spec.id())));
        List<String> prefix = new ArrayList<>(BubblewrapWords.of(program("bwrap", INSTALL), profile, rules.all()));
        prefix.addAll(limits);
        Confinement confinement =
                new Confinement(profile, rules.all(), prefix, workspaces.get(0).toString());
        tryOut(confinement);
        return confinement;
    }

    Path userHome() {
        return Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")));
    }

    private static Path made(Path directory) {
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw Unwritable.directory("what confined commands write", directory, e);
        }
    }

    /** Inside, so that bwrap itself is not limited. */
    private List<String> limits(Options options) {
        List<String> words = new ArrayList<>();
        add(words, "--as=", options.number("memory") * 1_048_576);
        add(words, "--cpu=", options.number("cpuSeconds"));
        add(words, "--nproc=", options.number("processes"));
        if (!words.isEmpty()) {
            words.add(0, program("prlimit", "Install util-linux, or set memory, cpuSeconds and processes to 0."));
            words.add("--");
        }
        return words;
    }

    private static void add(List<String> words, String option, long limit) {
        if (limit > 0) {
            words.add(option + limit);
        }
    }

    String program(String name, String remedy) {
        return HostPrograms.find(name, environment)
                .orElseThrow(() -> Confinement.failure(
                        "The program " + name + ", which the settings of this sandbox need, is not on this host.",
                        remedy));
    }

    /** Whether this host lets bwrap make namespaces is seen by doing it. */
    private static void tryOut(Confinement confinement) {
        ProcessBuilder builder = new ProcessBuilder(confinement.around(List.of("true")))
                .redirectErrorStream(true)
                .directory(new java.io.File("/"));
        builder.environment().clear();
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!process.waitFor(TRY_S, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw Confinement.failure(
                        "Commands cannot be confined on this host: " + said,
                        "Let users make namespaces (sysctl user.max_user_namespaces, and on Ubuntu"
                                + " kernel.apparmor_restrict_unprivileged_userns=0), or set confinement = none.");
            }
        } catch (IOException e) {
            throw Confinement.failure("Commands cannot be confined on this host: " + e.getMessage(), INSTALL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Confinement.failure("Opening was interrupted.", "Try again.");
        }
    }
}
