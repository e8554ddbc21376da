package dev.talaria.sandbox.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.api.sandbox.SandboxSpec;
import dev.talaria.sandbox.support.Options;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SshSettingsTest {
    private static final LocalAccount LOCAL =
            new LocalAccount("me", Path.of("/home/me"), Optional.of(Path.of("/run/agent")));

    private static SshSettings settings(String... options) {
        Map<String, String> wishes = new HashMap<>(Map.of("host", "build-1"));
        for (int i = 0; i < options.length; i += 2) {
            wishes.put(options[i], options[i + 1]);
        }
        Map<String, Object> configured = SshHost.defaults();
        configured.put("jump", new String[0]);
        configured.put("sync", new String[0]);
        return SshSettings.of(
                new Options(SshConfig.class, configured, new SandboxSpec("ssh", "ssh", true, wishes)), LOCAL);
    }

    @Test
    void defaultsAreThoseOfTheAccount() {
        SshSettings settings = settings();
        assertThat(settings.target()).hasToString("me@build-1");
        assertThat(settings.knownHosts()).isEqualTo(Path.of("/home/me/.ssh/known_hosts"));
        assertThat(settings.agent()).contains(Path.of("/run/agent"));
        assertThat(settings("agent", "none").agent()).isEmpty();
        assertThat(settings("identity", "~/k").identity()).contains(Path.of("/home/me/k"));
    }

    @Test
    void aRouteGoesThroughItsHostsInOrder() {
        assertThat(settings("jump", "gate, op@[fe80::1]:2222", "user", "agent", "port", "24")
                        .route())
                .extracting(Endpoint::toString)
                .containsExactly("agent@gate", "op@[fe80::1]:2222", "agent@build-1:24");
    }

    @ParameterizedTest
    @CsvSource({
        "host, '', no host is configured",
        "host, -oProxyCommand=x, no name of a host",
        "port, 0, port",
        "port, 99999999, port",
        "user, a b, no name of an account",
        "jump, gate:no, no port",
        "hostKey, yes, no policy",
        "hostKey, SHA256:short, no policy",
        "passphrase, open sesame, never by value",
        "directory, work, not absolute",
        "sessions, 0, sessions",
        "keepAliveSeconds, -1, keepAliveSeconds"
    })
    void whatIsOfNoUseIsSaidWithARemedy(String key, String value, String said) {
        assertThatThrownBy(() -> settings(key, value)).isInstanceOfSatisfying(SandboxException.class, e -> {
            assertThat(e.getMessage()).contains(said).doesNotContain("sesame");
            assertThat(e.remedy()).isNotEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource({"KILL, 137", "TERM, 143", "SEGV, 139", "NONSENSE, 255"})
    void signalsAreExitCodes(String name, int code) {
        assertThat(ExitSignals.code(name)).isEqualTo(code);
    }
}
