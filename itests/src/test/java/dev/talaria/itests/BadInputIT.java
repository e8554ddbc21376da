package dev.talaria.itests;

import static dev.talaria.testkit.model.ScriptedReply.call;
import static dev.talaria.testkit.model.ScriptedReply.text;
import static dev.talaria.testkit.model.ScriptedReply.toolCalls;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.talaria.itests.variant.VariantBundle;
import dev.talaria.testkit.model.ScriptedModelServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes wrong around an instance is named with what to do, and it goes on or comes back. */
@Timeout(180)
class BadInputIT extends WithLauncher {
    private static final int USER_VERSION_OFFSET = 60;

    @Test
    void addOnsThatEatTheHeapOrSpinAreNamedAndTheRestWorks() throws Exception {
        Path deploy = Files.createDirectories(home.resolve("home/deploy"));
        Files.write(deploy.resolve("heap.jar"), bad("heap"));
        Files.write(deploy.resolve("spin.jar"), bad("spin"));
        try (ScriptedModelServer server = new ScriptedModelServer()) {
            Map<String, String> environment = new HashMap<>(scripted(server));
            environment.put("TALARIA_JAVA_OPTS", "-Xmx160m");
            environment.put("TALARIA_SUPERVISOR_OPTS", "-Dtalaria.firstPauseMs=50");
            assertThat(talaria(environment, "start").exitCode()).isZero();
            String first = read("run/framework.lock");

            server.reply(toolCalls(call("heap", "{\"text\":\"x\"}")));
            talaria(environment, "ask", "--approve", "all", "--session", "heap", "go on");
            await("another instance answers", () -> {
                String status = talaria(Map.of(), "status").out();
                return status.contains("runs as process") && !status.contains("process " + first);
            });
            assertThat(read("logs/instance.log"))
                    .contains("ran out of memory (exit code 3)")
                    .contains("com.example.heap 1.0.0, which was busy (calls), was named");

            server.reply(toolCalls(call("spin", "{\"text\":\"x\"}")));
            Process spins = start(environment, "ask", "--approve", "all", "--session", "spin", "go on");
            await("the tool runs", () -> Files.exists(home.resolve("home/spinning")));
            assertThat(read("run/busy")).contains("calls com.example.spin 1.0.0 spin");
            signal(spins, "INT");
            assertThat(spins.waitFor(30, TimeUnit.SECONDS))
                    .as("nobody waits for it")
                    .isTrue();
            await("it is named", () -> talaria(Map.of(), "doctor").out().contains("1 call of spin did not end"));
            assertThat(talaria(Map.of(), "doctor").out())
                    .contains("com.example.spin 1.0.0")
                    .contains("VariantTool.spin")
                    .contains("talaria restart");
            assertThat(read("run/busy")).contains("+ ").contains("calls com.example.spin 1.0.0 spin");

            server.reply(text("Still here."));
            assertThat(talaria(environment, "ask", "--session", "other", "hi").out())
                    .isEqualTo("Still here.\n");
        }
    }

    private static byte[] bad(String call) {
        return VariantBundle.of("com.example." + call, "1.0.0")
                .with("call", call)
                .with("once", "yes")
                .bytes();
    }

    /** Both directions: a client of another version, and data of a newer one. */
    @Test
    void twoVersionsOnOneHomeAreTold() throws Exception {
        Path other = Files.createDirectories(home.resolve("other/lib/boot"));
        try (Stream<Path> jars = Files.list(Path.of(System.getProperty("talaria.assembly"), "lib/boot"))) {
            Path client = jars.filter(jar -> jar.getFileName().toString().startsWith("dev.talaria.client-"))
                    .findFirst()
                    .orElseThrow();
            Files.copy(client, other.resolve("dev.talaria.client-99.0.jar"));
        }
        assertThat(talaria(Map.of(), "ask", "hi").exitCode()).isZero();
        Outcome called =
                talaria(Map.of("TALARIA_ASSEMBLY", home.resolve("other").toString()), "status");
        assertThat(called.exitCode()).isZero();
        assertThat(called.err()).contains("you called 99.0").contains("talaria restart");
        assertThat(called.out()).contains("runs as process");
        assertThat(talaria(Map.of(), "stop").exitCode()).isZero();

        Path database = home.resolve("home/store/talaria.db");
        try (RandomAccessFile file = new RandomAccessFile(database.toFile(), "rw")) {
            file.seek(USER_VERSION_OFFSET);
            file.writeInt(99);
        }
        byte[] newer = Files.readAllBytes(database);
        // The row that says from which schema on a program may open the file.
        String text = new String(newer, StandardCharsets.ISO_8859_1);
        int marker = text.indexOf("compatible_from3") + "compatible_from".length();
        assertThat(text).contains("compatible_from3");
        newer[marker] = '9';
        Files.write(database, newer);
        Outcome refused = talaria(Map.of(), "ask", "hi");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err())
                .contains(database + " was written by a newer Talaria (schema 99")
                .contains("Start the newer version again")
                .doesNotContain("Unable to get service");
        assertThat(talaria(Map.of(), "stop").exitCode()).isZero();
        assertThat(database).hasBinaryContent(newer);
    }

    @Test
    void aFullDiskStopsTurnsUntilThereIsRoom() throws Exception {
        Path disk = Files.createDirectories(home.resolve("home"));
        assumeTrue(
                Files.getOwner(disk).getName().equals("root")
                        && run("mount", "-t", "tmpfs", "-o", "size=120m", "talaria-test", disk.toString()) == 0,
                "only root can mount a small disk; here mount does not work");
        try (ScriptedModelServer server = new ScriptedModelServer()) {
            server.reply(text("Room."));
            assertThat(talaria(scripted(server), "ask", "--session", "one", "hi")
                            .out())
                    .isEqualTo("Room.\n");
            Path ballast = disk.resolve("ballast");
            fill(ballast);
            Outcome full = talaria(scripted(server), "ask", "--session", "one", "this is not kept");
            assertThat(full.exitCode()).isEqualTo(1);
            assertThat(full.out()).isEmpty();
            assertThat(full.err()).contains("talaria.db: disk is full").contains("Free space on this disk");
            assertThat(server.requests())
                    .as("no model is asked what could not be kept")
                    .hasSize(1);

            Files.delete(ballast);
            server.reply(text("Room again."));
            assertThat(talaria(scripted(server), "ask", "--session", "one", "and now?")
                            .out())
                    .isEqualTo("Room again.\n");
            assertThat(server.requests().get(1).bodyText()).doesNotContain("this is not kept");

            assertThat(talaria(Map.of(), "stop").exitCode()).isZero();
            fill(ballast);
            Outcome unstarted = talaria(Map.of(), "ask", "hi");
            assertThat(unstarted.exitCode()).isEqualTo(1);
            assertThat(unstarted.err())
                    .contains(disk + " cannot be written: its disk is full")
                    .contains("Free some space");
        } finally {
            run("umount", "-l", disk.toString());
        }
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command).start().waitFor();
    }

    /** To the last byte. */
    private static void fill(Path file) {
        byte[] block = new byte[1 << 12];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            // Full.
        }
    }

    private String read(String file) throws IOException {
        Path path = home.resolve("home").resolve(file);
        return Files.exists(path) ? Files.readString(path) : "";
    }

    private void await(String what, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.call()) {
            assertThat(System.nanoTime())
                    .as(what + "; the instance said: " + read("logs/instance.log"))
                    .isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }
}
