package dev.talaria.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.talaria.api.base.Cancellation;
import dev.talaria.api.model.LocalServer;
import dev.talaria.provider.support.HttpClients;
import dev.talaria.provider.support.Limits;
import dev.talaria.provider.support.MalformedReply;
import dev.talaria.provider.support.ReplyBody;
import dev.talaria.provider.support.WireJson;
import dev.talaria.spi.model.LocalServers;
import java.io.IOException;
import java.net.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Asks the ports where model servers listen unless told otherwise for their models, all at once, when asked to. */
@Component(service = LocalServers.class)
public final class LocalServerSearch implements LocalServers {
    private static final Duration LONGEST = Duration.ofMillis(1800);
    private static final Limits LIMITS = new Limits(LONGEST, LONGEST, LONGEST, 1L << 20, 1L << 20);
    private static final int LONGEST_MODEL_NAME = 200;

    private final List<Place> places;

    @Activate
    public LocalServerSearch() {
        this(usual());
    }

    LocalServerSearch(List<Place> places) {
        this.places = List.copyOf(places);
    }

    @Override
    public List<LocalServer> find(Cancellation cancellation) {
        cancellation.throwIfCancelled();
        // A client for this once: nothing of it stays when nobody asks.
        OkHttpClient client = HttpClients.limited(
                HttpClients.open().newBuilder().proxy(Proxy.NO_PROXY).build(), LIMITS);
        client.dispatcher().setMaxRequestsPerHost(Math.max(1, places.size()));
        try {
            List<Answer> answers =
                    places.stream().map(place -> ask(client, place)).toList();
            try (var registration = cancellation.onCancel(client.dispatcher()::cancelAll)) {
                return collect(answers, cancellation);
            }
        } finally {
            HttpClients.close(client);
        }
    }

    private static Answer ask(OkHttpClient client, Place place) {
        Answer answer = new Answer(place);
        client.newCall(new Request.Builder()
                        .url(place.baseUrl() + "/models")
                        .header("User-Agent", "talaria")
                        .build())
                .enqueue(answer);
        return answer;
    }

    private static List<LocalServer> collect(List<Answer> answers, Cancellation cancellation) {
        List<LocalServer> found = new ArrayList<>();
        long deadline = System.nanoTime() + LONGEST.toNanos();
        for (Answer answer : answers) {
            answer.await(deadline - System.nanoTime()).ifPresent(found::add);
        }
        cancellation.throwIfCancelled();
        return List.copyOf(found);
    }

    /** Where a server may listen, on this machine. */
    record Place(String kind, String baseUrl) {}

    /** Where the servers listen unless told otherwise. */
    static List<Place> usual() {
        return Preset.local().stream()
                .map(preset -> new Place(preset.title(), preset.baseUrl()))
                .toList();
    }

    /** What comes from one place. Whatever is no list of models is nothing: any program may listen there. */
    private static final class Answer implements Callback {
        private final CompletableFuture<Optional<LocalServer>> server = new CompletableFuture<>();
        private final Place place;

        Answer(Place place) {
            this.place = place;
        }

        @Override
        public void onFailure(Call call, IOException e) {
            server.complete(Optional.empty());
        }

        @Override
        public void onResponse(Call call, Response response) {
            try (response) {
                server.complete(read(response));
            } catch (IOException e) {
                server.complete(Optional.empty());
            }
        }

        Optional<LocalServer> await(long nanos) {
            try {
                return server.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
            } catch (TimeoutException | ExecutionException e) {
                return Optional.empty();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException("interrupted");
            }
        }

        private Optional<LocalServer> read(Response response) throws IOException {
            if (!response.isSuccessful()) {
                return Optional.empty();
            }
            List<String> models = models(WireJson.parse(ReplyBody.whole(response, LIMITS)));
            return Optional.of(new LocalServer(place.kind(), place.baseUrl(), models));
        }

        private static List<String> models(JsonNode list) throws MalformedReply {
            JsonNode entries = list.path("data");
            // Ollama without any model says null.
            if (!WireJson.text(list, "object").equals("list") || !(entries.isArray() || entries.isNull())) {
                throw new MalformedReply("a list of models was expected");
            }
            List<String> models = new ArrayList<>();
            for (JsonNode entry : entries) {
                String id = WireJson.text(entry, "id");
                if (isName(id)) {
                    models.add(id);
                }
            }
            return models;
        }

        /** Shown on terminals, whoever chose it. */
        private static boolean isName(String id) {
            return !id.isBlank()
                    && id.length() <= LONGEST_MODEL_NAME
                    && id.chars().noneMatch(Character::isISOControl);
        }
    }
}
