package dev.talaria.sandbox.docker;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.sandbox.Command;
import dev.talaria.api.sandbox.RunningCommand;
import dev.talaria.sandbox.support.Exec;
import dev.talaria.sandbox.support.ShellRun;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Measures against the docker command, side by side; a main program, not a test. */
final class DockerScenario {
    private static final int WARM_UP = 40;
    private static final int RUNS = 200;
    private static final int AT_ONCE = 50;
    private static final int MANY_BYTES = 100_000_000;
    private static final Duration LONG = Duration.ofMinutes(5);

    private DockerScenario() {}

    public static void main(String[] arguments) throws Exception {
        try (Docker docker = new Docker()) {
            List<Double> cold = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                String id = "docker/cold" + i;
                cold.add(milliseconds(() -> docker.open(id, false, Map.of())));
            }
            List<Double> command = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                command.add(milliseconds(() -> {
                    String id =
                            Docker.cli("run", "-d", "--init", "-w", "/workspace", Docker.IMAGE, "sleep", "infinity");
                    Docker.cli("exec", id, "bash", "--noprofile", "--norc", "-c", "mkdir -p /x");
                    ids.add(id);
                }));
            }
            ids.forEach(id -> quietly(() -> Docker.cli("rm", "-f", id)));
            System.out.println("cold open ms " + cold + ", docker run -d + one exec " + command);
            DockerSandbox sandbox = docker.open();
            warm(docker, sandbox);
            parallel(sandbox);
            bytes(sandbox);
        }
    }

    private static final List<String> ids = new ArrayList<>();

    private static void warm(Docker docker, DockerSandbox sandbox) throws Exception {
        Daemon daemon = new Daemon(
                new dev.talaria.sandbox.docker.http.Endpoint.Unix(java.nio.file.Path.of("/var/run/docker.sock")),
                new RegistryAccess(docker.home.directory()),
                Daemon.LIMIT_MS);
        DockerExec exec = new DockerExec(daemon, sandbox.container(), "");
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        List<Double> whole = new ArrayList<>();
        for (int i = 0; i < WARM_UP + RUNS; i++) {
            List<String> words =
                    ShellRun.create().words(new Command("true", "/workspace", LONG), "/workspace", "", "true");
            ours.add(milliseconds(() -> {
                try (Exec.Channel channel = exec.start(new Exec.Launch(words, Map.of(), false, false, 1, 1))) {
                    channel.output().readAllBytes();
                    channel.exitCode();
                }
            }));
            theirs.add(milliseconds(() -> {
                List<String> command = new ArrayList<>(List.of("docker", "exec", sandbox.container()));
                command.addAll(words);
                Process process =
                        new ProcessBuilder(command).redirectErrorStream(true).start();
                process.getOutputStream().close();
                process.getInputStream().readAllBytes();
                process.waitFor();
            }));
            whole.add(milliseconds(
                    () -> sandbox.start(new Command("true", "/workspace", LONG), text -> {}, new CancellationSource())
                            .await()));
        }
        System.out.println("warm exec ms (median, p99): ours " + figures(ours) + ", docker exec " + figures(theirs)
                + ", whole command " + figures(whole));
    }

    private static void parallel(DockerSandbox sandbox) throws Exception {
        for (int round = 0; round < 3; round++) {
            double ours = milliseconds(() -> {
                List<RunningCommand> all = new ArrayList<>();
                for (int i = 0; i < AT_ONCE; i++) {
                    all.add(sandbox.start(
                            new Command("true", "/workspace", LONG), text -> {}, new CancellationSource()));
                }
                for (RunningCommand one : all) {
                    one.await();
                }
            });
            double theirs = milliseconds(() -> {
                List<Process> all = new ArrayList<>();
                for (int i = 0; i < AT_ONCE; i++) {
                    List<String> words = new ArrayList<>(List.of("docker", "exec", sandbox.container()));
                    words.addAll(
                            ShellRun.create().words(new Command("true", "/workspace", LONG), "/workspace", "", "true"));
                    all.add(new ProcessBuilder(words)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start());
                }
                for (Process one : all) {
                    one.waitFor();
                }
            });
            System.out.println("50 at once ms: ours " + ours + ", docker exec " + theirs);
        }
    }

    private static void bytes(DockerSandbox sandbox) throws Exception {
        byte[] part = new byte[1_000_000];
        Arrays.fill(part, (byte) 'x');
        for (int round = 0; round < 5; round++) {
            double in = milliseconds(() -> {
                RunningCommand running = sandbox.start(
                        new Command("cat >/dev/null", "/workspace", LONG).withInput(),
                        text -> {},
                        new CancellationSource());
                try (OutputStream input = running.input()) {
                    for (int i = 0; i < MANY_BYTES / part.length; i++) {
                        input.write(part);
                    }
                }
                running.await();
            });
            double inTheirs =
                    milliseconds(() -> cli(part, "docker exec -i " + sandbox.container() + " sh -c 'cat >/dev/null'"));
            String print = "head -c " + MANY_BYTES + " /dev/zero | tr '\\0' x";
            double out = milliseconds(
                    () -> sandbox.start(new Command(print, "/workspace", LONG), text -> {}, new CancellationSource())
                            .await());
            double outTheirs = milliseconds(
                    () -> cli(null, "docker exec " + sandbox.container() + " bash -c \"" + print + "\" >/dev/null"));
            byte[] content = new byte[MANY_BYTES];
            double write =
                    milliseconds(() -> sandbox.files().write("/workspace/big", new ByteArrayInputStream(content), ""));
            double read = milliseconds(() -> {
                try (InputStream file = sandbox.files().read("/workspace/big")) {
                    file.transferTo(OutputStream.nullOutputStream());
                }
            });
            double copyIn = milliseconds(() -> cli(
                    null,
                    "head -c " + MANY_BYTES + " /dev/zero >/tmp/hd-big; docker cp -q /tmp/hd-big " + sandbox.container()
                            + ":/workspace/big2"));
            double copyOut = milliseconds(
                    () -> cli(null, "docker cp -q " + sandbox.container() + ":/workspace/big2 /tmp/hd-big2"));
            System.out.printf(
                    "100 MB ms: stdin %.0f (docker exec -i %.0f), stdout %.0f (%.0f), write file %.0f (docker cp %.0f),"
                            + " read file %.0f (docker cp %.0f)%n",
                    in, inTheirs, out, outTheirs, write, copyIn, read, copyOut);
        }
    }

    private static void cli(byte[] part, String line) throws Exception {
        Process process =
                new ProcessBuilder("bash", "-c", line).redirectErrorStream(true).start();
        try (OutputStream input = process.getOutputStream()) {
            for (int i = 0; part != null && i < MANY_BYTES / part.length; i++) {
                input.write(part);
            }
        }
        process.getInputStream().readAllBytes();
        process.waitFor();
    }

    private static String figures(List<Double> all) {
        double[] sorted = all.subList(WARM_UP, all.size()).stream()
                .mapToDouble(it -> it)
                .sorted()
                .toArray();
        return String.format("%.1f, %.1f", sorted[sorted.length / 2], sorted[sorted.length * 99 / 100]);
    }

    private interface Work {
        void run() throws Exception;
    }

    private static void quietly(Work work) {
        try {
            work.run();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static double milliseconds(Work work) throws Exception {
        long begin = System.nanoTime();
        work.run();
        return (System.nanoTime() - begin) / 1e5 / 10;
    }
}
