package dev.talaria.sandbox.modal;

import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.api.secret.SecretRef;
import dev.talaria.api.secret.Secrets;
import dev.talaria.sandbox.support.Options;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** Finds out who we are: from the settings, else from the environment, else from the official client's own file. */
final class Accounts {
    private static final String SERVER = "https://api.modal.com";
    private static final String DEFAULT_PROFILE = "default";

    private final Secrets secrets;
    private final Map<String, String> environment;
    private final Path home;

    /** @param home the user's, where {@code .modal.toml} is */
    Accounts(Secrets secrets, Map<String, String> environment, Path home) {
        this.secrets = secrets;
        this.environment = environment;
        this.home = home;
    }

    /** @throws SandboxException AUTHENTICATION, if there is no token */
    Account of(Options options) {
        ProfileFile file = new ProfileFile(path());
        String profile = profile(options, file);
        String server = first(
                options.text("serverUrl"), variable("MODAL_SERVER_URL"), file.value(profile, "server_url"), SERVER);
        return new Account(
                server(server, options),
                first(options.text("environment"), variable("MODAL_ENVIRONMENT"), file.value(profile, "environment")),
                credentials(options, file, profile));
    }

    String builderVersion() {
        return variable("MODAL_IMAGE_BUILDER_VERSION");
    }

    private Path path() {
        String told = variable("MODAL_CONFIG_PATH");
        return told.isEmpty() ? home.resolve(".modal.toml") : Path.of(told);
    }

    private String profile(Options options, ProfileFile file) {
        String wanted = first(options.text("profile"), variable("MODAL_PROFILE"));
        if (!wanted.isEmpty() && !file.has(wanted)) {
            throw new SandboxException(
                    SandboxException.Code.AUTHENTICATION,
                    "There is no profile '" + wanted + "' in " + file.file() + ".",
                    "Correct profile in dev.talaria.sandbox.modal.cfg or MODAL_PROFILE, or make it with modal token new"
                            + " --profile " + wanted + ".",
                    null);
        }
        return wanted.isEmpty() ? file.active().orElse(DEFAULT_PROFILE) : wanted;
    }

    private static URI server(String text, Options options) {
        try {
            URI server = URI.create(text);
            boolean safe = "https".equals(server.getScheme()) || Account.isPlain(server) && Account.isLocal(server);
            if (safe && server.getHost() != null) {
                return server;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw options.unusable(
                "the server '" + text + "' is no https URL",
                "Correct serverUrl, or MODAL_SERVER_URL. Without encryption only a server on this machine is asked.");
    }

    private Credentials credentials(Options options, ProfileFile file, String profile) {
        String id = options.text("tokenId");
        String secret = options.text("tokenSecret");
        if (!id.isEmpty() || !secret.isEmpty()) {
            return configured(id, secret, options);
        }
        if (!variable("MODAL_TOKEN_ID").isEmpty()
                && !variable("MODAL_TOKEN_SECRET").isEmpty()) {
            return new Credentials(
                    variable("MODAL_TOKEN_ID"),
                    variable("MODAL_TOKEN_SECRET"),
                    "the environment's MODAL_TOKEN_ID and MODAL_TOKEN_SECRET");
        }
        if (file.value(profile, "token_id").isEmpty()
                || file.value(profile, "token_secret").isEmpty()) {
            throw missing(file, profile);
        }
        return new Credentials(
                file.value(profile, "token_id"),
                file.value(profile, "token_secret"),
                "the profile '" + profile + "' in " + file.file());
    }

    private static SandboxException missing(ProfileFile file, String profile) {
        return new SandboxException(
                SandboxException.Code.AUTHENTICATION,
                "There is no token for Modal: MODAL_TOKEN_ID and MODAL_TOKEN_SECRET are not both set, and "
                        + file.file() + " has none in its profile '" + profile + "'.",
                "Make a token on modal.com (Settings, API tokens); put it into the environment, or say in"
                        + " dev.talaria.sandbox.modal.cfg where it is: tokenId and tokenSecret.",
                null);
    }

    private Credentials configured(String id, String secret, Options options) {
        if (id.isEmpty() || secret.isEmpty()) {
            throw options.unusable(
                    "only one of tokenId and tokenSecret is set",
                    "Set both in dev.talaria.sandbox.modal.cfg, or none.");
        }
        SecretRef idRef = reference("tokenId", id, options);
        SecretRef secretRef = reference("tokenSecret", secret, options);
        return new Credentials(
                resolve("tokenId", idRef),
                resolve("tokenSecret", secretRef),
                "tokenId (" + idRef + ") and tokenSecret (" + secretRef + ") of dev.talaria.sandbox.modal");
    }

    private static SecretRef reference(String key, String text, Options options) {
        try {
            return SecretRef.parse(text);
        } catch (IllegalArgumentException e) {
            throw options.unusable(key + ": " + e.getMessage(), "Correct " + key + ".");
        }
    }

    private String resolve(String key, SecretRef ref) {
        return secrets.resolve(ref)
                .orElseThrow(() -> new SandboxException(
                        SandboxException.Code.AUTHENTICATION,
                        key + " of dev.talaria.sandbox.modal cannot be had from " + ref + ".",
                        "secret:test " + ref + " says why.",
                        null));
    }

    private String variable(String name) {
        return environment.getOrDefault(name, "").strip();
    }

    private static String first(String... candidates) {
        for (String candidate : candidates) {
            if (!candidate.isEmpty()) {
                return candidate;
            }
        }
        return "";
    }
}
