package dev.talaria.engine.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.talaria.api.secret.SecretRef;
import dev.talaria.engine.audit.AuditLog;
import dev.talaria.testkit.store.MemoryStore;
import dev.talaria.testkit.tool.ManualClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Threat 19: a secret is in nothing that is logged, thrown, listed, or printed of an object. */
class SecretCanaryTest {
    private static final String CANARY = "CANARY-71d0c2";

    @TempDir
    Path home;

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final PrintStream error = System.err;
    private final StringWriter said = new StringWriter();
    private final AuditLog audit = new AuditLog(new MemoryStore(), new ManualClock());
    private final FakeConfigurations configurations = new FakeConfigurations();
    private SecretResolver secrets;

    @BeforeEach
    void open() {
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        secrets = new SecretResolver(
                home.resolve("keys"),
                Map.of("A_KEY", CANARY, "TALARIA_PASSPHRASE", CANARY + "-passphrase"),
                configurations.admin(),
                audit,
                new ManualClock(),
                Duration.ofSeconds(10));
    }

    @AfterEach
    void close() {
        System.setErr(error);
        secrets.deactivate();
    }

    @Test
    void isNowhere() throws IOException {
        Path file = Files.writeString(home.resolve("key"), CANARY);
        secrets.set("a", CANARY);
        secrets.bindSource(SecretResolverTest.source("good", location -> Optional.of(CANARY)));
        secrets.bindSource(SecretResolverTest.source("bad", location -> {
            throw new IllegalStateException(CANARY);
        }));
        use("env:A_KEY", "store:a", "good:x", "file:" + file, "cmd:cat " + file);
        assertThat(log.toString(StandardCharsets.UTF_8)).isEmpty();
        use(
                "bad:x",
                "bad:" + CANARY,
                "user:" + CANARY,
                "cmd:/no/such/program " + CANARY,
                "cmd:sh -c 'echo " + CANARY + " >&2; echo " + CANARY + "; exit 1'",
                "cmd:printf '" + CANARY);
        Path big = Files.writeString(home.resolve("big"), CANARY.repeat(10_000));
        use("file:" + big, "cmd:cat " + big);
        thrown(() -> secrets.set("x=" + CANARY, CANARY));
        thrown(() -> secrets.set("a", CANARY.repeat(10_000)));
        thrown(() -> SecretRef.parse(CANARY));
        configurations.put("dev.talaria.x", "apiKey", "cmd:cat " + file);
        configurations.put("dev.talaria.x", "password", CANARY);
        said.append(secrets.list().toString());
        damage();
        use("store:a");
        thrown(() -> secrets.list());
        said.append(audit.last(100).toString());
        assertThat(log.toString(StandardCharsets.UTF_8)).contains("WARN").doesNotContain(CANARY);
        assertThat(said.toString()).contains("SecretException").doesNotContain(CANARY);
        assertThat(dump(secrets)).contains("SecretVault", "CommandSource").doesNotContain(CANARY);
    }

    private void use(String... texts) {
        for (String text : texts) {
            SecretRef ref = SecretRef.parse(text);
            said.append(ref.toString());
            secrets.resolve(ref);
            thrown(() -> secrets.test(ref));
        }
    }

    private void thrown(ThrowingCallable action) {
        @Nullable Throwable failure = catchThrowable(action);
        if (failure != null) {
            failure.printStackTrace(new PrintWriter(said, true));
        }
    }

    private void damage() throws IOException {
        Path file = home.resolve("keys").resolve("secrets.bin");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
    }

    /** What each of our objects that can be reached says of itself. */
    private static String dump(Object root) {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        walk(root, seen);
        StringBuilder all = new StringBuilder();
        seen.stream().filter(SecretCanaryTest::isOurs).forEach(one -> all.append(one)
                .append('\n'));
        return all.toString();
    }

    private static boolean isOurs(Object object) {
        return object.getClass().getName().startsWith("dev.talaria.");
    }

    private static void walk(@Nullable Object object, Set<Object> seen) {
        if (object == null || !seen.add(object)) {
            return;
        }
        if (object instanceof Map<?, ?> map) {
            map.forEach((key, value) -> List.of(key, value).forEach(one -> walk(one, seen)));
        } else if (object instanceof Collection<?> list) {
            list.forEach(one -> walk(one, seen));
        } else if (object instanceof Optional<?> optional) {
            optional.ifPresent(one -> walk(one, seen));
        } else if (isOurs(object) && !(object instanceof Enum)) {
            fields(object, seen);
        }
    }

    private static void fields(Object object, Set<Object> seen) {
        for (Field field : object.getClass().getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
                try {
                    field.setAccessible(true);
                    walk(field.get(object), seen);
                } catch (IllegalAccessException e) {
                    throw new AssertionError(e);
                }
            }
        }
    }
}
