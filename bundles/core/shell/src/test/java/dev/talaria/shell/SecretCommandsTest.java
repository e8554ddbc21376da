package dev.talaria.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.secret.SecretEntry;
import dev.talaria.api.secret.SecretException;
import dev.talaria.api.secret.SecretKeeper;
import dev.talaria.api.secret.SecretRef;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.Terminal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SecretCommandsTest {
    private static final String CANARY = "CANARY-71d0c2";

    private final Keeper keeper = new Keeper();
    private final InputStream input = System.in;

    @AfterEach
    void restore() throws Exception {
        System.setIn(input);
    }

    @Test
    void setAsksWithoutEchoAndDoesNotRepeatTheValue() throws Exception {
        List<Object> asked = new ArrayList<>();
        Object said = set(session(asked, CANARY), false).execute();
        assertThat(keeper.values).containsEntry("a", CANARY);
        assertThat(said).isEqualTo("Kept. Refer to it as store:a.");
        assertThat(asked).containsExactly("Value of a (not shown): ", (char) 0);
    }

    @Test
    void setReadsStandardInput() throws Exception {
        System.setIn(new ByteArrayInputStream(CANARY.getBytes(StandardCharsets.UTF_8)));
        Object said = set(session(new ArrayList<>(), null), true).execute();
        assertThat(keeper.values).containsEntry("a", CANARY);
        assertThat(String.valueOf(said)).doesNotContain(CANARY);
    }

    @Test
    void setNeedsAPersonOrStandardInput() throws Exception {
        assertThatThrownBy(() -> set(session(null, CANARY), false).execute()).hasMessageContaining("--from-stdin");
        assertThatThrownBy(() -> set(session(new ArrayList<>(), " "), false).execute())
                .hasMessageContaining("No value was given");
        System.setIn(new ByteArrayInputStream((CANARY.repeat(10_000)).getBytes(StandardCharsets.UTF_8)));
        assertThatThrownBy(() -> set(session(null, null), true).execute())
                .hasMessageContaining("64 kB")
                .hasMessageNotContaining(CANARY);
        assertThat(keeper.values).isEmpty();
    }

    @Test
    void listShowsReferencesUsesAndProblems() throws Exception {
        keeper.values.put("a", CANARY);
        SecretListCommand list = new SecretListCommand();
        list.secrets = keeper;
        assertThat(String.valueOf(list.execute()))
                .contains("store:a", "dev.talaria.x apiKey", "ok", "env:NONE", "It is \"not\" there. Set it.")
                .doesNotContain(CANARY, String.valueOf(CANARY.length()));
        list.json = true;
        assertThat(list.execute())
                .isEqualTo("[{\"reference\":\"store:a\",\"scheme\":\"store\",\"usedBy\":[\"dev.talaria.x apiKey\"],"
                        + "\"resolves\":true,\"problem\":\"\"},"
                        + "{\"reference\":\"env:NONE\",\"scheme\":\"env\",\"usedBy\":[],\"resolves\":false,"
                        + "\"problem\":\"It is \\\"not\\\" there. Set it.\"}]");
    }

    @Test
    void testSaysWhyAndWhatToDo() throws Exception {
        keeper.values.put("a", CANARY);
        assertThat(test("store:a").execute()).isEqualTo("store:a leads to a secret.");
        assertThatThrownBy(() -> test("store:b").execute()).hasMessage("It is not there.\nSet it.");
        assertThatThrownBy(() -> test(CANARY).execute())
                .hasMessageContaining("by reference")
                .hasMessageNotContaining(CANARY);
    }

    @Test
    void removeNeedsYes() throws Exception {
        keeper.values.put("a", CANARY);
        assertThat(String.valueOf(remove("a", false).execute())).contains("Nothing was removed");
        assertThat(keeper.values).containsKey("a");
        assertThat(remove("a", true).execute()).isEqualTo("Removed store:a.");
        assertThat(keeper.values).isEmpty();
        assertThatThrownBy(() -> remove("a", true).execute()).hasMessageContaining("secret:list");
    }

    @Test
    void anOptionMayStandBehindTheName() throws Exception {
        System.setIn(new ByteArrayInputStream(CANARY.getBytes(StandardCharsets.UTF_8)));
        SecretSetCommand set = set(session(null, null), false);
        set.rest = List.of("--from-stdin");
        set.execute();
        assertThat(keeper.values).containsEntry("a", CANARY);
        SecretRemoveCommand remove = remove("a", false);
        remove.rest = List.of("--yes");
        remove.execute();
        assertThat(keeper.values).isEmpty();
        remove.rest = List.of("b");
        assertThatThrownBy(remove::execute).hasMessageContaining("--yes");
    }

    @Test
    void aValueOnTheCommandLineIsRefusedAndNotRepeated() {
        SecretSetCommand set = set(session(new ArrayList<>(), "typed"), false);
        set.rest = List.of(CANARY);
        assertThatThrownBy(set::execute)
                .hasMessageContaining("never a word of a command line")
                .hasMessageNotContaining(CANARY);
        assertThat(keeper.values).isEmpty();
    }

    private SecretSetCommand set(Session session, boolean fromInput) {
        SecretSetCommand command = new SecretSetCommand();
        command.secrets = keeper;
        command.session = session;
        command.name = "a";
        command.fromInput = fromInput;
        return command;
    }

    private SecretTestCommand test(String reference) {
        SecretTestCommand command = new SecretTestCommand();
        command.secrets = keeper;
        command.reference = reference;
        return command;
    }

    private SecretRemoveCommand remove(String name, boolean yes) {
        SecretRemoveCommand command = new SecretRemoveCommand();
        command.secrets = keeper;
        command.name = name;
        command.yes = yes;
        return command;
    }

    /** @param asked where prompt and mask go; null: no terminal */
    private static Session session(@Nullable List<Object> asked, @Nullable String typed) {
        return fake(Session.class, (method, given) -> switch (method) {
            case "getTerminal" -> asked == null ? null : fake(Terminal.class, (any, none) -> null);
            case "readLine" -> {
                Objects.requireNonNull(asked).addAll(List.of(given));
                yield typed;
            }
            default -> throw new UnsupportedOperationException(method);
        });
    }

    private interface Answers {
        @Nullable
        Object to(String method, Object[] given);
    }

    private static <T> T fake(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, given) -> answers.to(method.getName(), given)));
    }

    private static final class Keeper implements SecretKeeper {
        private final Map<String, String> values = new TreeMap<>();

        @Override
        public void set(String name, String value) {
            values.put(name, value);
        }

        @Override
        public boolean remove(String name) {
            return values.remove(name) != null;
        }

        @Override
        public List<String> names() {
            return List.copyOf(values.keySet());
        }

        @Override
        public List<SecretEntry> list() {
            return List.of(
                    new SecretEntry(SecretRef.parse("store:a"), List.of("dev.talaria.x apiKey"), ""),
                    new SecretEntry(SecretRef.parse("env:NONE"), List.of(), "It is \"not\" there. Set it."));
        }

        @Override
        public void test(SecretRef ref) {
            if (!values.containsKey(ref.location())) {
                throw new SecretException(SecretException.Code.NOT_FOUND, "It is not there.", "Set it.", null);
            }
        }
    }
}
