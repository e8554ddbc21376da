package dev.talaria.sandbox.docker;

import com.github.dockerjava.api.command.ExecCreateCmd;
import dev.talaria.sandbox.docker.http.Connection;
import dev.talaria.sandbox.support.Exec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs programs in a container.
 *
 * @param container its id
 * @param user who runs them; empty for the container's own user
 */
record DockerExec(Daemon daemon, String container, String user) implements Exec {
    @Override
    public ExecChannel start(Launch launch) {
        try {
            ExecCreateCmd create = daemon.client()
                    .execCreateCmd(container)
                    .withCmd(words(launch).toArray(String[]::new))
                    .withEnv(environment(launch.environment()))
                    .withAttachStdout(true)
                    .withAttachStdin(launch.input())
                    .withTty(launch.terminal());
            if (!user.isEmpty()) {
                create.withUser(user);
            }
            String id = create.exec().getId();
            String begin = "{\"Detach\":false,\"Tty\":" + launch.terminal() + "}";
            Connection connection =
                    daemon.http().upgrade("/exec/" + id + "/start", begin.getBytes(StandardCharsets.US_ASCII));
            return new ExecChannel(daemon, container, id, connection, launch.terminal());
        } catch (IOException | RuntimeException e) {
            throw DockerErrors.inUse(daemon.endpoint(), container, e);
        }
    }

    /** Only daemons from API 1.42 on give a terminal its size before the program sees it. */
    private static List<String> words(Launch launch) {
        if (!launch.terminal()) {
            return launch.words();
        }
        String sized = "stty rows " + launch.rows() + " cols " + launch.columns() + "; exec \"$@\"";
        List<String> words = new ArrayList<>(List.of("bash", "--noprofile", "--norc", "-c", sized, "talaria"));
        words.addAll(launch.words());
        return words;
    }

    private static List<String> environment(Map<String, String> variables) {
        return variables.entrySet().stream()
                .map(variable -> variable.getKey() + "=" + variable.getValue())
                .toList();
    }
}
