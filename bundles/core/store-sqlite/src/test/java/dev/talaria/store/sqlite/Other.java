package dev.talaria.store.sqlite;

import dev.talaria.api.store.StoreException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Another JVM that opens a home, says how that went on one line and keeps it open until its input ends. */
final class Other implements AutoCloseable {
    private static final String OPEN = "open";

    private final Process process;
    private final String said;

    private Other(Process process, String said) {
        this.process = process;
        this.said = said;
    }

    static Other open(Path home) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command =
                List.of(java, "-cp", System.getProperty("java.class.path"), Other.class.getName(), home.toString());
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String line =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
        return new Other(process, line == null ? "" : line);
    }

    boolean owns() {
        return said.equals(OPEN);
    }

    String said() {
        return said;
    }

    long pid() {
        return process.pid();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws Exception {
        process.getOutputStream().close();
        process.waitFor();
    }

    public static void main(String[] arguments) throws IOException {
        try (SqliteHome home = SqliteHome.open(Path.of(arguments[0]))) {
            System.out.println(OPEN);
            System.in.readAllBytes();
        } catch (StoreException e) {
            System.out.println(e.code().name() + " " + e.shown().replace('\n', ' '));
        }
    }
}
