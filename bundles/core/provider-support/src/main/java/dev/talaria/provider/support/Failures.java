package dev.talaria.provider.support;

import com.fasterxml.jackson.databind.JsonNode;
import dev.talaria.api.model.ModelException;
import dev.talaria.api.model.ModelException.Reason;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLException;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Makes exceptions for people out of what went wrong with one request. Never repeats a secret. */
public final class Failures {
    private static final int MAX_DETAIL = 300;
    private static final int MAX_ERROR_BODY_BYTES = 64 << 10;
    /** An error inside a reply has no status of its own unless it names one. */
    private static final int UNTOLD = 0;

    private static final int SERVER_ERROR = 500;
    private static final String ANOTHER = "model:list shows what answers";

    private final Connection settings;
    private final List<String> secrets;
    private final Clock clock;

    /** @param secrets texts of the request that an endpoint may repeat and a message must not */
    public Failures(Connection settings, List<String> secrets, Clock clock) {
        this.settings = settings;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** The endpoint answered with a status other than 2xx. */
    public ModelException refused(Response response) throws IOException {
        int status = response.code();
        if (response.isRedirect()) {
            return new ModelException(
                    Reason.UNREACHABLE,
                    where("The model at", "wants to be asked elsewhere (HTTP " + status + ")"),
                    "Set the endpoint's base URL to its new address; redirects are not followed.");
        }
        String body = response.peekBody(MAX_ERROR_BODY_BYTES).string();
        Duration wait = RetryAfter.parse(response.header("Retry-After"), clock.instant());
        return refusal(status, body, detail(body), wait);
    }

    /** The endpoint reported an error inside a reply. */
    public ModelException reported(JsonNode reply) {
        JsonNode error = reply.path("error");
        int code = error.path("code").isInt() ? error.path("code").intValue() : 0;
        String body = reply.toString();
        return refusal(code >= 400 && code < 600 ? code : UNTOLD, body, detail(body), null);
    }

    /** The connection failed, or what came over it is no reply. */
    public ModelException broken(IOException cause, boolean answering) {
        String detail = clean(innermost(cause));
        if (cause instanceof MalformedReply) {
            return new ModelException(
                    Reason.MALFORMED_REPLY,
                    where("The reply of", "cannot be used: " + clean(String.valueOf(cause.getMessage()))),
                    "Try again; if it stays so, the endpoint does not speak "
                            + settings.dialect().name() + " properly.",
                    null,
                    cause);
        }
        if (isUnreachable(cause)) {
            return new ModelException(
                    Reason.UNREACHABLE,
                    where("Cannot reach the model at", "(" + detail.toLowerCase(Locale.ROOT) + ")"),
                    "Start it, or choose another: " + ANOTHER + ".",
                    null,
                    cause);
        }
        if (cause instanceof InterruptedIOException) {
            return new ModelException(
                    Reason.TIMEOUT,
                    timeout(cause),
                    "Try again later, or choose another model: " + ANOTHER + ".",
                    null,
                    cause);
        }
        return new ModelException(
                answering ? Reason.MALFORMED_REPLY : Reason.SERVER_ERROR,
                where("The model at", (answering ? "broke off its reply (" : "gave no answer (") + detail + ")"),
                "Try again; if it stays so, look into the endpoint's log.",
                null,
                cause);
    }

    private ModelException refusal(int status, String body, String detail, @Nullable Duration wait) {
        int known = status == UNTOLD ? SERVER_ERROR : status;
        Reason reason = settings.dialect().classify(known, body);
        String message = where(
                "The model at", status == UNTOLD ? "reported an error" : "refused the request (HTTP " + status + ")");
        return new ModelException(
                reason,
                detail.isEmpty() ? message : message + ": " + detail,
                settings.dialect().remedy(known, body).orElseGet(() -> remedy(reason)),
                wait,
                null);
    }

    private String remedy(Reason reason) {
        String name = settings.endpoint().name();
        return switch (reason) {
            case CONTEXT_OVERFLOW -> "Shorten the conversation or start a new session.";
            case AUTHENTICATION ->
                settings.key()
                        .map(ref -> "Check the key at " + ref + ".")
                        .orElse("Endpoint " + name + " has no key: configure one.");
            case BILLING -> "Add credit to the account, or choose another endpoint: " + ANOTHER + ".";
            case MODEL_NOT_FOUND -> "Check the model's name and that the base URL is right: " + ANOTHER + ".";
            case CONTENT_POLICY -> "Say it differently, or choose another model.";
            case BAD_REQUEST ->
                "The endpoint does not accept this kind of request; choose another model: " + ANOTHER + ".";
            default -> "Try again later, or choose another endpoint: " + ANOTHER + ".";
        };
    }

    private String timeout(IOException cause) {
        Limits limits = settings.limits();
        boolean idle = cause instanceof SocketTimeoutException;
        return where(
                "The model at",
                idle
                        ? "sent nothing for " + limits.idle().toSeconds() + " s"
                        : "was not done after " + limits.total().toSeconds() + " s");
    }

    private String where(String before, String after) {
        return before + " " + settings.endpoint().location() + " " + after;
    }

    /** The endpoint's own words, wherever its dialect puts them. */
    private String detail(String body) {
        try {
            JsonNode json = WireJson.parse(body);
            JsonNode error = json.path("error");
            for (JsonNode candidate :
                    List.of(error.path("message"), error, json.path("message"), json.path("detail"))) {
                if (candidate.isTextual()) {
                    // A gateway's own words say little; those of whom it asked are the reason.
                    JsonNode upstream = error.path("metadata").path("raw");
                    return clean(candidate.textValue() + (upstream.isTextual() ? ": " + upstream.textValue() : ""));
                }
            }
            return json.isEmpty() ? "" : clean(body);
        } catch (MalformedReply e) {
            return body.stripLeading().startsWith("<") ? "" : clean(body);
        }
    }

    private String clean(String text) {
        String result = text;
        for (String secret : secrets) {
            result = result.replace(secret, "***");
        }
        result = result.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return result.length() <= MAX_DETAIL ? result : result.substring(0, MAX_DETAIL) + "…";
    }

    private static boolean isUnreachable(IOException cause) {
        return cause instanceof ConnectException
                || cause instanceof UnknownHostException
                || cause instanceof NoRouteToHostException
                || cause instanceof SSLException
                || (cause instanceof SocketTimeoutException
                        && innermost(cause).toLowerCase(Locale.ROOT).contains("connect"));
    }

    private static String innermost(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof EOFException) {
            return "it closed the connection";
        }
        return cause instanceof UnknownHostException ? "unknown host" : String.valueOf(cause.getMessage());
    }
}
