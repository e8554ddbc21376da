package dev.talaria.sandbox.singularity;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.sandbox.SandboxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Apptainer or Singularity on this host.
 *
 * @param path of the program
 * @param environment what it sees of the host's: nothing that changes what a sandbox has, such as APPTAINER_BIND
 */
record Program(String path, Map<String, String> environment) {
    private static final Duration QUICK = Duration.ofSeconds(10);
    private static final List<String> NAMES = List.of("apptainer", "singularity");
    private static final List<String> USUAL = List.of("/usr/local/bin", "/usr/bin", "/bin");
    /** Of the host's environment: who we are, where the programs, their settings, caches and credentials are. */
    private static final Pattern SEEN = Pattern.compile("PATH|HOME|USER|LOGNAME|LANG|LC_ALL|TMPDIR|XDG_RUNTIME_DIR"
            + "|DBUS_SESSION_BUS_ADDRESS|SSL_CERT_(?:FILE|DIR)|(?i:https?_proxy|no_proxy|all_proxy)"
            + "|(?:APPTAINER|SINGULARITY)_(?:CONFIGDIR|CACHEDIR|TMPDIR|DOCKER_\\w+|LIBRARY\\w*)");

    private static final Pattern VERSION = Pattern.compile("(?i)(?:apptainer|singularity).*\\d+\\.\\d+.*");

    Program {
        environment = Map.copyOf(environment);
    }

    /**
     * @param configured path; empty for the first one found
     * @throws SandboxException if there is none
     */
    static Program find(String configured, Map<String, String> host) {
        Map<String, String> seen = new TreeMap<>();
        host.forEach((name, value) -> {
            if (SEEN.matcher(name).matches()) {
                seen.put(name, value);
            }
        });
        List<String> folders = Stream.concat(
                        Arrays.stream(host.getOrDefault("PATH", "").split(":"))
                                .filter(folder -> folder.startsWith("/")),
                        USUAL.stream())
                .distinct()
                .toList();
        seen.put("PATH", String.join(":", folders) + ":/usr/sbin:/sbin");
        return new Program(configured.isEmpty() ? search(folders) : checked(configured), seen);
    }

    private static String checked(String configured) {
        if (!configured.startsWith("/") || !Files.isExecutable(Path.of(configured))) {
            throw missing(configured + " is no program that can be run.", "Correct the key program.");
        }
        return configured;
    }

    private static String search(List<String> folders) {
        return NAMES.stream()
                .flatMap(name -> folders.stream().map(folder -> Path.of(folder, name)))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .map(Path::toString)
                .findFirst()
                .orElseThrow(() -> missing(
                        "There is neither apptainer nor singularity on this host; looked in "
                                + String.join(", ", folders) + ".",
                        "Install apptainer (apptainer.org), or set the key program to its path."));
    }

    private static SandboxException missing(String what, String remedy) {
        return new SandboxException(SandboxException.Code.CANNOT_START, what, remedy, null);
    }

    /**
     * What it says of itself; on Debian a game has the same name.
     *
     * @throws SandboxException if it is something else
     */
    String version(Cancellation cancellation) {
        HostProcess.Outcome said = quick(cancellation, "--version");
        if (!said.ok() || !VERSION.matcher(said.text()).matches()) {
            throw missing(
                    path + " is no Apptainer or Singularity: it says '" + said.text() + "' of its version.",
                    "Install apptainer, or set the key program to its path.");
        }
        return said.text();
    }

    HostProcess.Outcome quick(Cancellation cancellation, String... arguments) {
        return run(List.of(arguments), Map.of(), QUICK, line -> {}, cancellation);
    }

    HostProcess.Outcome run(
            List<String> arguments,
            Map<String, String> more,
            Duration limit,
            Consumer<String> lines,
            Cancellation cancellation) {
        return HostProcess.run(words(arguments), with(more), limit, lines, cancellation);
    }

    List<String> words(List<String> arguments) {
        List<String> words = new ArrayList<>(List.of(path));
        words.addAll(arguments);
        return words;
    }

    Map<String, String> with(Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(environment);
        all.putAll(more);
        return all;
    }

    /** Puts a variable into a container, whatever the name of the program. */
    static Map<String, String> inside(String name, String value) {
        return Map.of("APPTAINERENV_" + name, value, "SINGULARITYENV_" + name, value);
    }
}
