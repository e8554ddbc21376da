package dev.talaria.provider.support;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;

/** The one HTTP client of a component. Calls are synchronous, so its dispatcher's caps do not apply. */
public final class HttpClients {
    private static final String RETRY_AFTER = "Retry-After";
    private static final String LONG_WAIT = "999999999";

    private HttpClients() {}

    public static OkHttpClient open() {
        // A redirect could carry a key or a conversation to another host.
        return new OkHttpClient.Builder()
                .followRedirects(false)
                .followSslRedirects(false)
                .addNetworkInterceptor(HttpClients::oncePerConnection)
                .addNetworkInterceptor(HttpClients::readableWait)
                .build();
    }

    /** The same client, connections shared, under these limits. */
    public static OkHttpClient limited(OkHttpClient client, Limits limits) {
        return client.newBuilder()
                .connectTimeout(limits.connect())
                .readTimeout(limits.idle())
                .writeTimeout(limits.idle())
                .callTimeout(limits.total())
                .build();
    }

    /**
     * One request per connection, unless it is HTTP/2. Servers end theirs when they like: llama.cpp after each stream,
     * although it says {@code Keep-Alive}, and vLLM after 5 s; OkHttp looks whether a connection still lives after 10 s
     * only, and a request that is sent once must not go into a dead one.
     */
    private static Response oncePerConnection(Interceptor.Chain chain) throws IOException {
        Request request = chain.request();
        Protocol protocol = chain.connection() == null
                ? Protocol.HTTP_1_1
                : chain.connection().protocol();
        return chain.proceed(
                protocol == Protocol.HTTP_2
                        ? request
                        : request.newBuilder().header("Connection", "close").build());
    }

    /** OkHttp itself reads the wait of a 503 as an int, and a longer one ends in an exception that nobody expects. */
    private static Response readableWait(Interceptor.Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        return response.header(RETRY_AFTER, "").matches("\\d{10,}")
                ? response.newBuilder().header(RETRY_AFTER, LONG_WAIT).build()
                : response;
    }

    /** Ends its calls, connections and threads. */
    public static void close(OkHttpClient client) {
        client.dispatcher().cancelAll();
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }
}
