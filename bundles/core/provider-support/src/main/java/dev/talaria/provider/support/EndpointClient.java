package dev.talaria.provider.support;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.model.ModelException;
import dev.talaria.api.model.ModelException.Reason;
import dev.talaria.api.secret.SecretRef;
import dev.talaria.api.secret.Secrets;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import okhttp3.Call;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to one endpoint, one attempt each. Immutable.
 *
 * @param <S> the provider's own settings
 */
public final class EndpointClient<S extends Connection> {
    /** Shorter header values are no secrets, and hiding them would garble messages. */
    private static final int MIN_SECRET_LENGTH = 8;

    private final S settings;
    private final OkHttpClient client;
    private final Secrets secrets;

    public EndpointClient(S settings, OkHttpClient client, Secrets secrets) {
        this.settings = settings;
        this.client = HttpClients.limited(client, settings.limits());
        this.secrets = secrets;
    }

    public S settings() {
        return settings;
    }

    /**
     * Sends and reads on the calling thread.
     *
     * @param json the body of a POST; null: a GET
     * @throws ModelException if anything fails
     * @throws CancellationException if cancelled, or the thread is interrupted
     */
    public <T> T send(HttpUrl url, byte @Nullable [] json, Cancellation cancellation, Reader<T> reader) {
        cancellation.throwIfCancelled();
        List<String> hidden = new ArrayList<>();
        Request request = request(url, json, hidden);
        Failures failures = new Failures(settings, hidden, Clock.systemUTC());
        Call call = client.newCall(request);
        boolean answering = false;
        try (var registration = cancellation.onCancel(call::cancel);
                Response response = call.execute()) {
            answering = true;
            return read(call, response, reader, failures);
        } catch (IOException e) {
            cancellation.throwIfCancelled();
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("interrupted");
            }
            throw failures.broken(e, answering);
        }
    }

    private static <T> T read(Call call, Response response, Reader<T> reader, Failures failures) throws IOException {
        try {
            if (!response.isSuccessful()) {
                throw failures.refused(response);
            }
            return reader.read(response, failures);
        } catch (IOException | RuntimeException e) {
            // Else OkHttp, to save the connection, reads on for up to a tenth of a second: a hundred megabytes.
            call.cancel();
            throw e;
        }
    }

    private Request request(HttpUrl url, byte @Nullable [] json, List<String> hidden) {
        Request.Builder request = new Request.Builder().url(url).header("User-Agent", "talaria");
        settings.dialect().headers().forEach(header -> request.header(header.getFirst(), header.getSecond()));
        Headers headers = settings.headers();
        for (String name : headers.names()) {
            String value = String.valueOf(headers.get(name));
            request.header(name, value);
            if (value.length() >= MIN_SECRET_LENGTH) {
                hidden.add(value);
            }
        }
        settings.key().ifPresent(ref -> {
            String key = key(ref);
            hidden.add(key);
            authorize(request, ref, key);
        });
        return json == null
                ? request.build()
                : request.post(new OneShotJson(json)).build();
    }

    private String key(SecretRef ref) {
        return secrets.resolve(ref)
                .orElseThrow(() -> new ModelException(
                        Reason.AUTHENTICATION,
                        "Endpoint " + settings.endpoint().name() + " has no key: there is none at " + ref + ".",
                        "Put the key there, or choose another endpoint: model:list shows what answers."));
    }

    private void authorize(Request.Builder request, SecretRef ref, String key) {
        try {
            settings.dialect().authorize(request, key);
        } catch (IllegalArgumentException e) {
            // Without the cause, whose message may show the key.
            throw new ModelException(
                    Reason.AUTHENTICATION,
                    "The key at " + ref + " has characters that no header can carry.",
                    "Check that it holds the key and nothing else.");
        }
    }

    /** Reads a successful response. */
    public interface Reader<T> {
        T read(Response response, Failures failures) throws IOException;
    }

    /** One-shot, so that OkHttp never sends a request twice: whether to repeat is the caller's decision. */
    private static final class OneShotJson extends RequestBody {
        private static final MediaType JSON = MediaType.get("application/json");
        private final byte[] json;

        OneShotJson(byte[] json) {
            this.json = json;
        }

        @Override
        public MediaType contentType() {
            return JSON;
        }

        @Override
        public long contentLength() {
            return json.length;
        }

        @Override
        public boolean isOneShot() {
            return true;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            sink.write(json);
        }
    }
}
