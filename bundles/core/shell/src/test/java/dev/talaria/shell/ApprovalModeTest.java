package dev.talaria.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.audit.Audit;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

class ApprovalModeTest {
    private static final String FILE = "felix.fileinstall.filename";

    @TempDir
    Path etc;

    private final List<String> audited = new ArrayList<>();
    private @Nullable Dictionary<String, Object> kept;
    private ApprovalModeSetting setting;

    @BeforeEach
    void begin() {
        setting = new ApprovalModeSetting(etc, admin(), audit());
    }

    @Test
    void aModeIsKeptInConfigAdminAndANewFileAndAudited() throws Exception {
        assertThat(run("workspace")).contains("next call").contains("changes of the workspace");
        Path file = etc.resolve("dev.talaria.approval.cfg");
        assertThat(file).hasContent("mode = workspace\n");
        assertThat(kept.get("mode")).isEqualTo("workspace");
        assertThat(kept.get(FILE)).isEqualTo(file.toUri().toString());
        assertThat(audited).containsExactly("approval.mode workspace ok");
    }

    @Test
    void whatElseIsConfiguredStays() throws Exception {
        kept = new Hashtable<>();
        kept.put("deny", "command git push*");
        kept.put(FILE, "file:/of/the/operator.cfg");
        run("all");
        assertThat(kept.get("mode")).isEqualTo("all");
        assertThat(kept.get("deny")).isEqualTo("command git push*");
        assertThat(kept.get(FILE)).isEqualTo("file:/of/the/operator.cfg");
        assertThat(etc).isEmptyDirectory();
    }

    @Test
    void aFileThatIsJustNewIsLeftAlone() throws Exception {
        Path file = Files.writeString(etc.resolve("dev.talaria.approval.cfg"), "deny = tool browser_*\n");
        assertThatThrownBy(() -> run("ask")).hasMessageContaining("try again");
        assertThat(file).hasContent("deny = tool browser_*\n");
        assertThat(kept).isNull();
    }

    @Test
    void anotherWordChangesNothing() {
        assertThatThrownBy(() -> run("yolo"))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("ask, workspace or all, not 'yolo'");
        assertThat(kept).isNull();
        assertThat(audited).isEmpty();
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsNamed() throws IOException {
        setting = new ApprovalModeSetting(Files.writeString(etc.resolve("file"), ""), admin(), audit());
        assertThatThrownBy(() -> run("all"))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("nothing has changed")
                .hasMessageContaining("file/dev.talaria.approval.cfg");
        assertThat(kept).isNull();
        assertThat(audited).isEmpty();
    }

    private String run(String mode) throws CommandException {
        ApprovalModeCommand command = new ApprovalModeCommand();
        command.setting = setting;
        command.mode = mode;
        return command.run();
    }

    private ConfigurationAdmin admin() {
        Configuration configuration = fake(Configuration.class, (proxy, method, given) -> switch (method.getName()) {
            case "getProperties" -> kept;
            case "update" -> keep((Dictionary<?, ?>) given[0]);
            default -> throw new AssertionError(method.getName());
        });
        return fake(ConfigurationAdmin.class, (proxy, method, given) -> {
            assertThat(List.of(given)).containsExactly("dev.talaria.approval", "?");
            return configuration;
        });
    }

    private @Nullable Object keep(Dictionary<?, ?> given) {
        Dictionary<String, Object> copy = new Hashtable<>();
        given.keys().asIterator().forEachRemaining(key -> copy.put(key.toString(), given.get(key)));
        kept = copy;
        return null;
    }

    private Audit audit() {
        return fake(Audit.class, (proxy, method, given) -> {
            audited.add(given[0] + " " + given[1] + " " + given[2]);
            return null;
        });
    }

    private static <T> T fake(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(ApprovalModeTest.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
