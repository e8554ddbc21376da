package dev.talaria.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the build has prepared for the first start of a home is used, and only where it fits. */
@Timeout(180)
class ColdStartIT extends WithLauncher {
    private static final String RESOLVES = "Adding features:";
    private static final String INSTALLS = "Installing bundles:";

    @Test
    void theFirstStartResolvesAndInstallsNothing() throws Exception {
        assertThat(talaria(Map.of(), "ask", "run `echo cold`").out()).contains("cold");
        assertThat(log())
                .contains("Clients attach at")
                .doesNotContain(RESOLVES)
                .doesNotContain(INSTALLS)
                .doesNotContain("| ERROR |")
                .doesNotContain("ProblemWatch");
        assertThat(talaria(Map.of(), "shell", "feature:list", "-i").out())
                .contains("talaria-core")
                .contains("talaria-tools-file")
                .contains("Started");
    }

    @Test
    void anAddOnIsInstalledBesideWhatWasPrepared() throws Exception {
        Path tool = Path.of(System.getProperty("talaria.sample.tool")).toRealPath();
        Path repository = Files.writeString(
                home.resolve("add-on.xml"),
                "<features xmlns=\"http://karaf.apache.org/xmlns/features/v1.6.0\" name=\"add-on\">"
                        + "<feature name=\"add-on\" version=\"1.0.0\"><feature>talaria-core</feature><bundle>"
                        + tool.toUri() + "</bundle></feature></features>");
        assertThat(talaria(
                                Map.of(),
                                "shell",
                                "feature:repo-add",
                                repository.toUri().toString())
                        .exitCode())
                .isZero();
        Outcome installed = talaria(Map.of(), "shell", "feature:install", "add-on");
        assertThat(installed.exitCode()).as(installed.err()).isZero();
        assertThat(log())
                .contains("Tool city_time is here")
                .containsOnlyOnce(INSTALLS)
                .doesNotContain("Bundles to uninstall")
                .doesNotContain("Bundles to update")
                .doesNotContain("Stopping bundles")
                .doesNotContain("Refreshing bundles");
        assertThat(log().lines().filter(line -> line.matches(".*\\|     {3}(mvn|file):.*")))
                .as("to install, then installed")
                .allMatch(line -> line.contains("sampletool"));
    }

    @Test
    void whoConfiguredSomethingBeforeHasItsFeaturesResolved() throws Exception {
        Path etc = Files.createDirectories(home.resolve("home/etc"));
        Files.writeString(etc.resolve("dev.talaria.approval.cfg"), "mode = all\n");
        assertThat(talaria(Map.of(), "ask", "run `echo cold`").out()).contains("cold");
        assertThat(log()).contains(RESOLVES).contains(INSTALLS);
    }

    @Test
    void mostClassesComeFromTheArchive() throws Exception {
        Path classes = home.resolve("classes.log");
        String options = "-Xlog:class+load:file=" + classes;
        assertThat(talaria(Map.of("TALARIA_JAVA_OPTS", options), "ask", "run `echo cold`")
                        .out())
                .contains("cold");
        assertThat(talaria(Map.of(), "stop").exitCode()).isZero();
        assertThat(count(classes, "shared objects file (top)")).isGreaterThan(count(classes, "source: jar:bundle:"));
    }

    private static long count(Path file, String text) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.contains(text)).count();
        }
    }

    private String log() throws IOException {
        return Files.readString(home.resolve("home/logs/talaria.log"));
    }
}
