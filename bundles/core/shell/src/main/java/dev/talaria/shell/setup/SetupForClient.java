package dev.talaria.shell.setup;

import dev.talaria.api.base.TalariaException;
import dev.talaria.api.model.ModelInfo;
import dev.talaria.api.model.Models;
import dev.talaria.api.secret.SecretKeeper;
import dev.talaria.shell.attach.AttachedClient;
import dev.talaria.shell.attach.ClientCommand;
import dev.talaria.shell.console.RemoteTerminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * {@code talaria setup}: asks which provider to use, keeps its key in the encrypted store, writes its configuration and
 * shows that it answers. Whatever is left in the middle leaves everything as it was.
 */
@Component(service = ClientCommand.class)
public final class SetupForClient implements ClientCommand {
    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final char UNSEEN = 0;
    private static final int MOST_MODELS_SHOWN = 12;
    private static final Duration LONGEST_START = Duration.ofSeconds(20);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final Models models;
    private final SecretKeeper secrets;
    private final SettingsFiles files;

    @Activate
    public SetupForClient(@Reference Models models, @Reference SecretKeeper secrets, BundleContext context) {
        this(models, secrets, new SettingsFiles(Path.of(context.getProperty("karaf.etc"))));
    }

    SetupForClient(Models models, SecretKeeper secrets, SettingsFiles files) {
        this.models = models;
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
            LineReader reader = LineReaderBuilder.builder()
                    .terminal(terminal)
                    .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                    .build();
            PrintWriter out = terminal.writer();
            try {
                return ask(reader, out, client);
            } catch (UserInterruptException | EndOfFileException e) {
                out.println("Left as it was.");
                return FAILED;
            } catch (TalariaException e) {
                out.println(e.shown());
                return FAILED;
            } finally {
                out.flush();
            }
        }
    }

    private int ask(LineReader reader, PrintWriter out, AttachedClient client) throws IOException {
        Choice choice = choose(reader, out, client);
        Path file = files.endpoint(choice);
        if (Files.exists(file) && !yes(reader, file.getFileName() + " is there already. Replace it?", false)) {
            out.println("Left as it was.");
            return FAILED;
        }
        String key = choice.keyFrom().isEmpty()
                ? ""
                : reader.readLine("Key, from " + choice.keyFrom() + " (not shown): ", UNSEEN)
                        .strip();
        if (!key.isEmpty()) {
            secrets.set(choice.name(), key);
        }
        // The one of that name which is here is still that of the earlier file.
        files.removeEndpoint(choice);
        await(choice, false, client);
        files.writeEndpoint(choice, !key.isEmpty());
        List<ModelInfo> listed;
        try {
            listed = whenHere(choice, client);
        } catch (TalariaException e) {
            out.println(e.shown());
            out.println("What you said is kept in " + file + "; run setup again to change it.");
            return FAILED;
        }
        out.println(choice.name() + " answers; it has " + listed.size() + " models"
                + (listed.isEmpty() ? "." : ": " + shown(listed)));
        String model = reader.readLine("Model for turns that name none"
                        + first(listed).map(one -> " [" + one + "]").orElse("") + ": ")
                .strip();
        String chosen = model.isEmpty() ? first(listed).orElse("") : model;
        if (!chosen.isEmpty()) {
            files.writeDefaultModel(choice.name() + "/" + chosen);
        }
        out.println("Done. Try: talaria ask \"Who are you?\"");
        return OK;
    }

    private Choice choose(LineReader reader, PrintWriter out, AttachedClient client) {
        List<Choice> choices = Choice.all(models.localServers(client.cancellation()));
        out.println("Which model provider shall Talaria use? (Ctrl-D leaves everything as it is)");
        for (int i = 0; i < choices.size(); i++) {
            out.printf("  %d  %s%n", i + 1, choices.get(i).title());
        }
        out.printf("  %d  another server that speaks OpenAI's protocol%n", choices.size() + 1);
        out.flush();
        while (true) {
            String answer = reader.readLine("Number: ").strip();
            int number = answer.matches("\\d{1,3}") ? Integer.parseInt(answer) : 0;
            if (number >= 1 && number <= choices.size()) {
                return choices.get(number - 1);
            }
            if (number == choices.size() + 1) {
                return Choice.address(
                        reader.readLine("Base URL, mostly ending in /v1: ").strip());
            }
            out.println("A number from 1 to " + (choices.size() + 1) + ".");
        }
    }

    /** The endpoint appears as soon as its file is read; then it must answer. */
    private List<ModelInfo> whenHere(Choice choice, AttachedClient client) {
        await(choice, true, client);
        return models.models(choice.name(), client.cancellation());
    }

    private void await(Choice choice, boolean here, AttachedClient client) {
        long deadline = System.nanoTime() + LONGEST_START.toNanos();
        while (isHere(choice) != here && System.nanoTime() < deadline) {
            client.cancellation().throwIfCancelled();
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    private boolean isHere(Choice choice) {
        return models.endpoints().stream().anyMatch(endpoint -> endpoint.name().equals(choice.name()));
    }

    private static Optional<String> first(List<ModelInfo> listed) {
        return listed.stream().findFirst().map(ModelInfo::id);
    }

    private static String shown(List<ModelInfo> listed) {
        String some = String.join(
                ", ",
                listed.stream().limit(MOST_MODELS_SHOWN).map(ModelInfo::id).toList());
        return listed.size() > MOST_MODELS_SHOWN ? some + ", … (model:show lists all)" : some;
    }

    private static boolean yes(LineReader reader, String question, boolean otherwise) {
        String answer =
                reader.readLine(question + (otherwise ? " [Y/n] " : " [y/N] ")).strip();
        return answer.isEmpty()
                ? otherwise
                : answer.toLowerCase(java.util.Locale.ROOT).startsWith("y");
    }
}
