package dev.talaria.shell.setup;

import dev.talaria.api.agent.Agents;
import dev.talaria.api.agent.TurnRequest;
import dev.talaria.api.agent.TurnResult;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.base.TalariaException;
import dev.talaria.api.model.ModelInfo;
import dev.talaria.api.model.Models;
import dev.talaria.api.sandbox.Sandboxes;
import dev.talaria.api.secret.SecretKeeper;
import dev.talaria.shell.attach.AttachedClient;
import dev.talaria.shell.attach.ClientCommand;
import dev.talaria.shell.console.RemoteTerminal;
import dev.talaria.shell.text.Printable;
import dev.talaria.shell.text.Shown;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import org.jline.reader.EndOfFileException;
import org.jline.reader.UserInterruptException;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * {@code talaria setup}: a short guided first run. Asks for provider, key, model, workspace, sandbox and approvals, writes
 * what is another than before, and shows that it answers. Whatever is left in the middle of a step leaves that step's
 * settings as they were.
 */
@Component(service = ClientCommand.class)
public final class SetupForClient implements ClientCommand {
    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int MOST_MODELS_SHOWN = 9;

    private final Models models;
    private final Agents agents;
    private final Sandboxes sandboxes;
    private final SecretKeeper secrets;
    private final SettingsFiles files;

    @Activate
    public SetupForClient(
            @Reference Models models,
            @Reference Agents agents,
            @Reference Sandboxes sandboxes,
            @Reference SecretKeeper secrets,
            BundleContext context) {
        this(models, agents, sandboxes, secrets, new SettingsFiles(Path.of(context.getProperty("karaf.etc"))));
    }

    SetupForClient(Models models, Agents agents, Sandboxes sandboxes, SecretKeeper secrets, SettingsFiles files) {
        this.models = models;
        this.agents = agents;
        this.sandboxes = sandboxes;
        this.secrets = secrets;
        this.files = files;
    }

    @Override
    public String name() {
        return "setup";
    }

    @Override
    public int run(AttachedClient client) throws IOException {
        if (!client.inputIsTerminal()) {
            client.error()
                    .println(
                            "setup asks questions, and no terminal is here. Write etc/dev.talaria.provider.openai-NAME.cfg"
                                    + " instead: docs/models.md says how.");
            return FAILED;
        }
        try (RemoteTerminal terminal = RemoteTerminal.open(client)) {
            Prompter person = new TerminalPrompter(terminal);
            try {
                return ask(person, client);
            } catch (UserInterruptException | EndOfFileException e) {
                person.say("Left as it was.");
                return FAILED;
            } catch (TalariaException e) {
                person.say(e.shown());
                return FAILED;
            }
        }
    }

    private int ask(Prompter person, AttachedClient client) throws IOException {
        ProviderStep.Chosen chosen = new ProviderStep(person, models, secrets, files, client.cancellation()).ask();
        List<Path> written = new ArrayList<>(List.of(files.endpoint(chosen.provider())));
        String model = model(person, chosen);
        if (!model.isEmpty()) {
            files.writeDefaultModel(model);
            written.add(files.file("dev.talaria.models"));
        }
        written.addAll(new HabitsStep(person, sandboxes, files, client.cwd()).ask());
        person.say("");
        person.say("Written in " + files.directory() + ": "
                + String.join(
                        ", ",
                        written.stream()
                                .map(file -> file.getFileName().toString())
                                .distinct()
                                .toList()));
        boolean answered = chosen.models().isEmpty() || test(person, model, client);
        person.say("Next: talaria chat");
        return answered ? OK : FAILED;
    }

    private static String model(Prompter person, ProviderStep.Chosen chosen) {
        List<String> names = chosen.models().stream().map(ModelInfo::id).toList();
        if (names.isEmpty()) {
            return "";
        }
        person.say("");
        person.say("Model, for turns that name none. Tab completes; its number or its name:");
        List<String> lines = chosen.models().stream().map(SetupForClient::line).toList();
        int shown = Math.min(names.size(), MOST_MODELS_SHOWN);
        for (int i = 0; i < shown; i++) {
            person.say(String.format("  %2d  %s", i + 1, lines.get(i)));
        }
        if (names.size() > shown) {
            person.say("      and " + (names.size() - shown) + " more");
        }
        String said = person.ask("Model", names.get(0), names);
        boolean isNumber = said.matches("\\d{1,2}") && Integer.parseInt(said) >= 1 && Integer.parseInt(said) <= shown;
        return chosen.provider().name() + "/" + (isNumber ? names.get(Integer.parseInt(said) - 1) : said);
    }

    private static String line(ModelInfo model) {
        String context = model.contextTokens().isPresent()
                ? "  " + Shown.count(model.contextTokens().getAsLong()) + " tokens"
                : "";
        String price = model.price()
                .map(one -> "  $" + one.input().toPlainString() + " in, $"
                        + one.output().toPlainString() + " out per million")
                .orElse("");
        return Printable.exactly(model.id()) + context + price;
    }

    /** One short answer. @return whether there was one */
    private boolean test(Prompter person, String model, AttachedClient client) {
        person.say("Asking " + model + " for one word …");
        long begun = System.nanoTime();
        TurnRequest request = TurnRequest.of(
                        new SessionKey("cli:setup-" + UUID.randomUUID()), "Answer with the one word: ready")
                .withModel(model)
                .withCwd(client.cwd())
                .withCancellation(client.cancellation());
        try {
            TurnResult result = agents.run(request, event -> {});
            boolean answered = result.status() == TurnResult.Status.COMPLETED;
            person.say(
                    answered
                            ? "It said: " + Printable.exactly(result.text().strip()) + "  ("
                                    + Shown.span(Duration.ofNanos(System.nanoTime() - begun)) + ")"
                            : result.problem());
            return answered;
        } catch (CancellationException e) {
            return false;
        }
    }
}
