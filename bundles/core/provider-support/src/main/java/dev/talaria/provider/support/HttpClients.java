package dev.talaria.provider.support;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;

/** The one HTTP client of a component. Calls are synchronous, so its dispatcher's caps do not apply. */
public final class HttpClients {
    private HttpClients() {}

    public static OkHttpClient open() {
        // A redirect could carry a key or a conversation to another host.
        return new OkHttpClient.Builder()
                .followRedirects(false)
                .followSslRedirects(false)
                .addNetworkInterceptor(HttpClients::oncePerConnection)
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

    /** Ends its calls, connections and threads. */
    public static void close(OkHttpClient client) {
        client.dispatcher().cancelAll();
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }
}
