package dev.talaria.provider.openai;

import okhttp3.OkHttpClient;

/** The one HTTP client of a component. Calls are synchronous, so its dispatcher's caps do not apply. */
final class HttpClients {
    private HttpClients() {}

    static OkHttpClient open() {
        // A redirect could carry a key or a conversation to another host.
        return new OkHttpClient.Builder()
                .followRedirects(false)
                .followSslRedirects(false)
                .build();
    }

    /** The same client, connections shared, under these limits. */
    static OkHttpClient limited(OkHttpClient client, Limits limits) {
        return client.newBuilder()
                .connectTimeout(limits.connect())
                .readTimeout(limits.idle())
                .writeTimeout(limits.idle())
                .callTimeout(limits.total())
                .build();
    }

    /** Ends its calls, connections and threads. */
    static void close(OkHttpClient client) {
        client.dispatcher().cancelAll();
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }
}
