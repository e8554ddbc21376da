package dev.talaria.sandbox.local;

import dev.talaria.api.sandbox.SandboxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The programs that commands are run with.
 *
 * @param setsid empty where util-linux is missing (macOS): descendants are killed one by one then
 * @param script what gives a terminal to a command; empty where util-linux is missing
 */
record HostPrograms(String bash, Optional<String> setsid, Optional<String> script) {

    /** @throws SandboxException without a bash */
    static HostPrograms find(Map<String, String> environment) {
        List<Path> directories = directories(environment);
        String bash = find("bash", directories)
                .orElseThrow(() -> new SandboxException(
                        SandboxException.Code.CANNOT_START,
                        "There is no bash on this host; looked in " + directories,
                        "Install bash, or choose another sandbox backend.",
                        null));
        Optional<String> setsid = find("setsid", directories);
        // Other systems have a script of other options.
        return new HostPrograms(bash, setsid, setsid.flatMap(found -> find("script", directories)));
    }

    /** @throws SandboxException without it */
    String terminalMaker() {
        return script.orElseThrow(() -> new SandboxException(
                SandboxException.Code.CANNOT_START,
                "there is no script(1) on this host, which gives a command its terminal",
                "Install util-linux (on Debian its package bsdutils), or run the command without a terminal.",
                null));
    }

    /** A program that only some settings need. */
    static Optional<String> find(String name, Map<String, String> environment) {
        return find(name, directories(environment));
    }

    private static List<Path> directories(Map<String, String> environment) {
        return Stream.concat(
                        CommandEnvironment.absoluteEntries(environment.getOrDefault("PATH", "")).stream(),
                        Stream.of("/usr/bin", "/bin", "/usr/local/bin"))
                .map(Path::of)
                .toList();
    }

    private static Optional<String> find(String name, List<Path> directories) {
        return directories.stream()
                .map(directory -> directory.resolve(name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .map(Path::toString)
                .findFirst();
    }
}
