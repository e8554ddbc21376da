package dev.talaria.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.sandbox.SandboxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostsTest {
    @TempDir
    Path folder;

    private String find(String host, Map<String, String> environment) {
        return new Hosts(environment, folder).find(host, "").name();
    }

    @Test
    void theConfiguredHostGoesBeforeTheVariable() {
        Map<String, String> environment = Map.of("DOCKER_HOST", "unix:///run/user/7/podman/podman.sock");
        assertThat(find("tcp://10.0.0.1:99", environment)).isEqualTo("tcp://10.0.0.1:99");
        assertThat(find("tcp://10.0.0.1", environment)).isEqualTo("tcp://10.0.0.1:2375");
        assertThat(find("", environment)).isEqualTo("unix:///run/user/7/podman/podman.sock");
    }

    @Test
    void theSocketsOfPodmanAreFound() throws Exception {
        Path socket = folder.resolve("podman/podman.sock");
        Files.createDirectories(socket.getParent());
        Files.createFile(socket);
        Hosts hosts = new Hosts(Map.of("XDG_RUNTIME_DIR", folder.toString()), folder);
        assertThat(hosts.find("", "").name())
                .isIn("unix:///var/run/docker.sock", "unix://" + socket)
                .satisfies(name -> {
                    if (!Files.exists(Path.of("/var/run/docker.sock"))) {
                        assertThat(name).isEqualTo("unix://" + socket);
                    }
                });
    }

    @Test
    void whatIsNoAddressIsSaid() {
        for (String told : new String[] {"nowhere", "tcp://", "ssh://me@host", "http://host", "tcp://a b"}) {
            assertThatThrownBy(() -> find(told, Map.of()))
                    .isInstanceOf(SandboxException.class)
                    .hasMessageContaining("'" + told + "'");
        }
    }
}
