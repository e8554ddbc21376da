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
 */
record HostPrograms(String bash, Optional<String> setsid) {

    /** @throws SandboxException without a bash */
    static HostPrograms find(Map<String, String> environment) {
        List<Path> directories = Stream.concat(
                        CommandEnvironment.absoluteEntries(environment.getOrDefault("PATH", "")).stream(),
                        Stream.of("/usr/bin", "/bin", "/usr/local/bin"))
                .map(Path::of)
                .toList();
        String bash = find("bash", directories)
                .orElseThrow(() -> new SandboxException(
                        SandboxException.Code.CANNOT_START,
                        "There is no bash on this host; looked in " + directories,
                        "Install bash, or choose another sandbox backend.",
                        null));
        return new HostPrograms(bash, find("setsid", directories));
    }

    private static Optional<String> find(String name, List<Path> directories) {
        return directories.stream()
                .map(directory -> directory.resolve(name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .map(Path::toString)
                .findFirst();
    }
}
