package dev.talaria.engine.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.talaria.api.secret.SecretEntry;
import dev.talaria.api.secret.SecretException;
import dev.talaria.api.secret.SecretException.Code;
import dev.talaria.api.secret.SecretRef;
import dev.talaria.engine.audit.AuditLog;
import dev.talaria.spi.secret.SecretSource;
import dev.talaria.testkit.store.MemoryStore;
import dev.talaria.testkit.tool.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretResolverTest {
    private static final String CANARY = "CANARY-71d0c2";

    @TempDir
    Path home;

    private final AuditLog audit = new AuditLog(new MemoryStore(), new ManualClock());
    private final FakeConfigurations configurations = new FakeConfigurations();
    private SecretResolver secrets;

    @BeforeEach
    void open() {
        secrets = new SecretResolver(
                home.resolve("keys"),
                Map.of("A_KEY", " " + CANARY + "\n", "BLANK", " "),
                configurations.admin(),
                audit,
                new ManualClock(),
                Duration.ofSeconds(10));
    }

    @AfterEach
    void close() {
        secrets.deactivate();
    }

    @Test
    void eachSchemeIsRead() throws IOException {
        Path file = Files.writeString(home.resolve("key"), CANARY + "\n");
        secrets.set("a", CANARY);
        for (String text : List.of("env:A_KEY", "file:" + file, "cmd:cat " + file, "store:a")) {
            assertThat(secrets.resolve(SecretRef.parse(text))).as(text).contains(CANARY);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "env:NONE",
                "env:BLANK",
                "file:/no/such",
                "file:relative",
                "file:/",
                "cmd:false",
                "store:a",
                "no:x"
            })
    void whatCannotBeHadIsEmptyAndTestSaysWhy(String text) {
        SecretRef ref = SecretRef.parse(text);
        assertThat(secrets.resolve(ref)).isEmpty();
        SecretException failure = catchThrowableOfType(SecretException.class, () -> secrets.test(ref));
        assertThat(failure.getMessage()).isNotBlank();
        assertThat(failure.remedy()).isNotBlank();
    }

    @Test
    void anOverlongFileIsRefused() throws IOException {
        Path file = Files.writeString(home.resolve("key"), "x".repeat(64 * 1024 + 1));
        assertThat(code(SecretRef.parse("file:" + file))).isEqualTo(Code.TOO_LONG);
    }

    /** A rotated secret counts from the next request on. */
    @Test
    void aRotatedFileAndStoreAreReadAnew() throws IOException {
        Path file = Files.writeString(home.resolve("key"), "old");
        SecretRef ref = SecretRef.parse("file:" + file);
        assertThat(secrets.resolve(ref)).contains("old");
        Files.writeString(file, "new");
        assertThat(secrets.resolve(ref)).contains("new");
        secrets.set("a", "old");
        secrets.set("a", "new");
        assertThat(secrets.resolve(SecretRef.parse("store:a"))).contains("new");
    }

    @Test
    void setHasCommandsAskedAnew() throws IOException {
        Path file = Files.writeString(home.resolve("key"), "old");
        SecretRef ref = SecretRef.parse("cmd:cat " + file);
        secrets.resolve(ref);
        Files.writeString(file, "new");
        assertThat(secrets.resolve(ref)).contains("old");
        secrets.set("a", "value");
        assertThat(secrets.resolve(ref)).contains("new");
    }

    @Test
    void whatIsSetOrReadIsMasked() throws IOException {
        secrets.set("a", CANARY);
        assertThat(secrets.redactor().redact("it is " + CANARY)).doesNotContain(CANARY);
        Path file = Files.writeString(home.resolve("key"), "another-secret");
        secrets.test(SecretRef.parse("file:" + file));
        assertThat(secrets.redactor().redact("it is another-secret")).doesNotContain("another-secret");
    }

    @Test
    void thePassphraseIsMasked() {
        SecretResolver other = new SecretResolver(
                home,
                Map.of("TALARIA_PASSPHRASE", CANARY),
                configurations.admin(),
                audit,
                new ManualClock(),
                Duration.ZERO);
        assertThat(other.redactor().redact(CANARY)).doesNotContain(CANARY);
        other.deactivate();
    }

    @Test
    void aBundleAddsAScheme() {
        SecretSource source = source("vault", location -> Optional.of(location + "-" + CANARY));
        secrets.bindSource(source);
        assertThat(secrets.resolve(SecretRef.parse("vault:x"))).contains("x-" + CANARY);
        secrets.unbindSource(source);
        assertThat(code(SecretRef.parse("vault:x"))).isEqualTo(Code.UNKNOWN_SCHEME);
    }

    @Test
    void aBundleCannotTakeOverABuiltInScheme() {
        secrets.bindSource(source("env", location -> Optional.of("stolen")));
        assertThat(secrets.resolve(SecretRef.parse("env:A_KEY"))).contains(CANARY);
    }

    @Test
    void aSourceThatFailsOrHangsIsAnErrorWithoutItsMessage() {
        secrets.bindSource(source("bad", location -> {
            throw new IllegalStateException(CANARY);
        }));
        SecretException failure =
                catchThrowableOfType(SecretException.class, () -> secrets.test(SecretRef.parse("bad:x")));
        assertThat(failure).hasMessageContaining("IllegalStateException").hasNoCause();
        assertThat(failure.shown()).doesNotContain(CANARY);
        secrets.bindSource(source("nil", location -> null));
        assertThat(code(SecretRef.parse("nil:x"))).isEqualTo(Code.NOT_FOUND);
    }

    @Test
    void aSourceThatHangsIsLeftAndInterrupted() throws InterruptedException {
        SecretResolver impatient = new SecretResolver(
                home, Map.of(), configurations.admin(), audit, new ManualClock(), Duration.ofMillis(50));
        CountDownLatch interrupted = new CountDownLatch(1);
        impatient.bindSource(source("slow", location -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return Optional.empty();
        }));
        SecretException failure =
                catchThrowableOfType(SecretException.class, () -> impatient.test(SecretRef.parse("slow:x")));
        assertThat(failure.code()).isEqualTo(Code.TIMEOUT);
        interrupted.await();
        impatient.deactivate();
    }

    @Test
    void theListHasStoreConfigurationsAndWhatWasAsked() {
        configurations.put("dev.talaria.provider.openai~lab", "felix.fileinstall.filename", "file:/etc/x.cfg");
        configurations.put("dev.talaria.provider.openai~lab", "apiKey", "env:A_KEY");
        configurations.put("dev.talaria.provider.openai~old", "apiKey", "store:gone");
        configurations.put("dev.talaria.provider.openai~old", "baseUrl", "http://127.0.0.1/v1");
        configurations.put("dev.talaria.provider.openai~old", "more", new String[] {"store:kept", "plain"});
        secrets.set("kept", CANARY);
        secrets.set("spare", CANARY);
        secrets.resolve(SecretRef.parse("env:NONE"));
        List<SecretEntry> list = secrets.list();
        assertThat(list)
                .extracting(entry -> entry.ref() + " " + entry.usedBy() + " "
                        + entry.problem().isEmpty())
                .containsExactlyInAnyOrder(
                        "env:A_KEY [dev.talaria.provider.openai~lab apiKey] true",
                        "store:gone [dev.talaria.provider.openai~old apiKey] false",
                        "store:kept [dev.talaria.provider.openai~old more] true",
                        "store:spare [] true",
                        "env:NONE [(read)] false");
    }

    @Test
    void whatIsSetAndRemovedIsAudited() {
        secrets.set("a", CANARY);
        secrets.remove("a");
        secrets.remove("a");
        assertThat(audit.last(10))
                .extracting(entry -> entry.action() + " " + entry.object())
                .containsExactly("secret.set store:a", "secret.remove store:a");
    }

    private Object code(SecretRef ref) {
        return catchThrowableOfType(SecretException.class, () -> secrets.test(ref))
                .code();
    }

    static SecretSource source(String scheme, Function<String, Optional<String>> answer) {
        return new SecretSource() {
            @Override
            public String scheme() {
                return scheme;
            }

            @Override
            public Optional<String> resolve(String location) {
                return answer.apply(location);
            }
        };
    }
}
