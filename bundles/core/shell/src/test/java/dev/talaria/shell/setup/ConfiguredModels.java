package dev.talaria.shell.setup;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.model.ChatListener;
import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.ChatResponse;
import dev.talaria.api.model.EndpointStatus;
import dev.talaria.api.model.LocalServer;
import dev.talaria.api.model.ModelEndpoint;
import dev.talaria.api.model.ModelEndpoint.Origin;
import dev.talaria.api.model.ModelException;
import dev.talaria.api.model.ModelException.Reason;
import dev.talaria.api.model.ModelFacts;
import dev.talaria.api.model.ModelInfo;
import dev.talaria.api.model.ModelRef;
import dev.talaria.api.model.Models;
import dev.talaria.api.model.Purpose;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** An endpoint is here while its file is; it lists its models to whoever has the right key. */
final class ConfiguredModels implements Models {
    final List<LocalServer> local = new ArrayList<>();
    private final SettingsFiles files;
    private final Function<String, String> secrets;
    private final String rightKey;

    ConfiguredModels(Path etc, Function<String, String> secrets, String rightKey) {
        this.files = new SettingsFiles(etc);
        this.secrets = secrets;
        this.rightKey = rightKey;
    }

    private List<String> pids() {
        String[] names = files.directory().toFile().list();
        return Arrays.stream(names == null ? new String[0] : names)
                .filter(name -> name.startsWith("dev.talaria.provider."))
                .map(name -> name.replaceFirst("\\.cfg$", ""))
                .toList();
    }

    @Override
    public List<ModelEndpoint> endpoints() {
        return pids().stream()
                .map(pid -> files.value(pid, "name").orElseThrow())
                .map(name -> new ModelEndpoint(name, Origin.CONFIGURED, "http://" + name, ""))
                .toList();
    }

    @Override
    public List<ModelInfo> models(String endpoint, Cancellation cancellation) {
        String pid = pids().stream()
                .filter(one -> one.endsWith("-" + endpoint))
                .findFirst()
                .orElseThrow(() -> new ModelException(Reason.NO_ENDPOINT, "There is no " + endpoint, "Configure it."));
        String key = secrets.apply(files.value(pid, "apiKey").orElse(""));
        if (!key.equals(rightKey)) {
            throw new ModelException(Reason.AUTHENTICATION, endpoint + " refuses the key.", "Give another.");
        }
        return List.of(ModelInfo.of("large"), ModelInfo.of("small"));
    }

    @Override
    public List<LocalServer> localServers(Cancellation cancellation) {
        return local;
    }

    @Override
    public ModelRef choose(String wanted, boolean standIn, Cancellation cancellation) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ModelRef forTask(Purpose.Task task, ModelRef otherwise, Cancellation cancellation) {
        return otherwise;
    }

    @Override
    public ModelFacts facts(ModelRef model, Cancellation cancellation) {
        return known(model);
    }

    @Override
    public ModelFacts known(ModelRef model) {
        return new ModelFacts(ModelInfo.of(model.model()), "");
    }

    @Override
    public EndpointStatus status(String endpoint) {
        return new EndpointStatus(0, 0, Optional.empty(), "");
    }

    @Override
    public ChatResponse chat(
            ModelRef model, ChatRequest request, Purpose purpose, ChatListener listener, Cancellation cancellation) {
        throw new UnsupportedOperationException();
    }
}
