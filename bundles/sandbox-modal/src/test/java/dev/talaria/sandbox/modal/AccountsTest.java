package dev.talaria.sandbox.modal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.api.sandbox.SandboxSpec;
import dev.talaria.api.secret.Secrets;
import dev.talaria.sandbox.support.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose token is used, and from where. */
class AccountsTest {
    private static final Secrets SECRETS =
            ref -> ref.location().equals("none") ? Optional.empty() : Optional.of("value of " + ref.location());

    @TempDir
    Path home;

    private final Map<String, String> environment = new HashMap<>();

    private Account account(Map<String, Object> settings) {
        return new Accounts(SECRETS, environment, home)
                .of(new Options(ModalConfig.class, Box.settings(settings), new SandboxSpec("modal", "modal")));
    }

    private void profiles(String text) throws IOException {
        Files.writeString(home.resolve(".modal.toml"), text);
    }

    @Test
    void theSettingsGoFirst() throws Exception {
        environment.put("MODAL_TOKEN_ID", "id");
        environment.put("MODAL_TOKEN_SECRET", "secret");
        Account account = account(Map.of("tokenId", "store:modal-id", "tokenSecret", "env:MY_SECRET"));
        assertThat(account.credentials().id()).isEqualTo("value of modal-id");
        assertThat(account.credentials().secret()).isEqualTo("value of MY_SECRET");
        assertThat(account.credentials().toString())
                .contains("store:modal-id", "env:MY_SECRET")
                .doesNotContain("value");
    }

    @Test
    void thenTheEnvironment() throws Exception {
        profiles("[work]\ntoken_id = \"a\"\ntoken_secret = \"b\"\nactive = true\n");
        environment.put("MODAL_TOKEN_ID", "id");
        environment.put("MODAL_TOKEN_SECRET", "secret");
        environment.put("MODAL_ENVIRONMENT", "dev");
        environment.put("MODAL_SERVER_URL", "http://127.0.0.1:99");
        Account account = account(Map.of());
        assertThat(account.credentials().secret()).isEqualTo("secret");
        assertThat(account.environment()).isEqualTo("dev");
        assertThat(account.server()).hasToString("http://127.0.0.1:99");
    }

    @Test
    void thenTheActiveProfile() throws Exception {
        profiles("# mine\n[home]\ntoken_id = \"x\"\ntoken_secret = \"y\"\n\n[\"work\"] # paid\ntoken_id = 'a'"
                + "\ntoken_secret = \"b\"  # kept\nenvironment = \"main\"\nserver_url = \"https://other.example\"\n"
                + "active = true\n");
        Account account = account(Map.of());
        assertThat(account.credentials().id()).isEqualTo("a");
        assertThat(account.credentials().secret()).isEqualTo("b");
        assertThat(account.credentials().source()).contains("work").contains(".modal.toml");
        assertThat(account.environment()).isEqualTo("main");
        assertThat(account.server()).hasToString("https://other.example");
        assertThat(account(Map.of("profile", "home")).credentials().id()).isEqualTo("x");
        environment.put("MODAL_PROFILE", "home");
        assertThat(account(Map.of()).credentials().id()).isEqualTo("x");
        assertThat(account(Map.of()).server()).hasToString("https://api.modal.com");
    }

    @Test
    void noTokenIsSaidWithThePlacesThatWereTried() {
        assertThatThrownBy(() -> account(Map.of())).isInstanceOfSatisfying(SandboxException.class, e -> {
            assertThat(e.code()).isEqualTo(SandboxException.Code.AUTHENTICATION);
            assertThat(e.shown()).contains("MODAL_TOKEN_ID", ".modal.toml", "tokenSecret");
        });
    }

    @Test
    void badSettingsAreSaid() throws Exception {
        assertThatThrownBy(() -> account(Map.of("tokenId", "ak-pasted", "tokenSecret", "as-pasted")))
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining("reference")
                .hasMessageNotContaining("pasted");
        assertThatThrownBy(() -> account(Map.of("tokenId", "env:X"))).hasMessageContaining("only one");
        assertThatThrownBy(() -> account(Map.of("tokenId", "env:none", "tokenSecret", "env:X")))
                .hasMessageContaining("env:none");
        assertThatThrownBy(() -> account(Map.of("profile", "nobody"))).hasMessageContaining("nobody");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://api.modal.com", "ftp://x", "api.modal.com", "https:///", "::"})
    void aServerThatCannotBeOneIsRefused(String url) throws Exception {
        environment.put("MODAL_SERVER_URL", url);
        assertThatThrownBy(() -> account(Map.of())).hasMessageContaining("no https URL");
    }

    @Test
    void aBrokenFileIsSaidWithoutItsText() throws Exception {
        profiles("[work]\ntoken_secret = \"as-secret\n");
        assertThatThrownBy(() -> account(Map.of()))
                .hasMessageContaining("line 2")
                .hasMessageNotContaining("as-secret");
    }
}
