package dev.talaria.shell.setup;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.base.TalariaException;
import dev.talaria.api.model.LocalServer;
import dev.talaria.api.model.ModelException;
import dev.talaria.api.model.ModelException.Reason;
import dev.talaria.api.model.ModelInfo;
import dev.talaria.api.model.Models;
import dev.talaria.api.secret.SecretKeeper;
import dev.talaria.api.secret.SecretRef;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jline.reader.EndOfFileException;

/** Which provider, and its key: by reference, or put into the encrypted store. It is tried at once. */
final class ProviderStep {
    private static final Duration LONGEST_START = Duration.ofSeconds(20);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
    private static final Set<String> SCHEMES = Set.of(SecretRef.ENV, SecretRef.FILE, SecretRef.CMD, SecretRef.STORE);

    private final Prompter person;
    private final Models models;
    private final SecretKeeper secrets;
    private final SettingsFiles files;
    private final Cancellation cancellation;

    /** @param models that it has; empty if it does not answer and the person keeps it anyway */
    record Chosen(Choice provider, List<ModelInfo> models) {}

    ProviderStep(Prompter person, Models models, SecretKeeper secrets, SettingsFiles files, Cancellation cancellation) {
        this.person = person;
        this.models = models;
        this.secrets = secrets;
        this.files = files;
        this.cancellation = cancellation;
    }

    Chosen ask() throws IOException {
        Choice choice = choose();
        Undo undo = new Undo(files, secrets, choice);
        try {
            return tried(choice, undo);
        } finally {
            undo.close();
        }
    }

    private Choice choose() {
        List<LocalServer> here = models.localServers(cancellation);
        List<Choice> choices = Choice.all(here);
        person.say("Which model provider shall Talaria use? (Ctrl-D leaves everything as it is)");
        List<String> names = Stream.concat(choices.stream().map(Choice::name), Stream.of("other"))
                .toList();
        List<String> lines = Stream.concat(
                        choices.stream().map(Choice::title), Stream.of("another server that speaks OpenAI's protocol"))
                .toList();
        int number = person.choose("Number", names, lines, here.isEmpty() ? -1 : choices.size() - here.size());
        return number < choices.size()
                ? choices.get(number)
                : Choice.address(person.ask("Base URL, mostly ending in /v1", "", List.of()));
    }

    private Chosen tried(Choice choice, Undo undo) throws IOException {
        while (true) {
            String reference = choice.keyFrom().isEmpty() ? "" : key(choice, undo);
            // The one of that name which is here is still that of the earlier file.
            files.removeEndpoint(choice);
            await(choice, false);
            files.writeEndpoint(choice, reference);
            await(choice, true);
            try {
                List<ModelInfo> listed = models.models(choice.name(), cancellation);
                person.say(choice.name() + " answers; it has " + listed.size() + " models.");
                undo.notNeeded(reference);
                return new Chosen(choice, listed);
            } catch (TalariaException e) {
                person.say(e.shown());
                boolean badKey = e instanceof ModelException failed && failed.reason() == Reason.AUTHENTICATION;
                if (person.confirm(badKey ? "Another key?" : "Try again?", true)) {
                    continue;
                }
                if (!person.confirm("Keep it as it is?", false)) {
                    throw new EndOfFileException();
                }
                undo.notNeeded(reference);
                return new Chosen(choice, List.of());
            }
        }
    }

    /** @return the reference that the configuration names; empty for no key */
    private String key(Choice choice, Undo undo) {
        while (true) {
            person.say("Key, from " + choice.keyFrom() + ". Paste it: it is kept encrypted. Or say where it is:"
                    + " env:NAME, file:/path or cmd:PROGRAM.");
            String said = person.askSecret("Key (not shown)");
            if (said.isEmpty()) {
                return "";
            } else if (!isReference(said)) {
                String name = undo.nameForKey();
                secrets.set(name, said);
                return store(name);
            }
            try {
                SecretRef reference = SecretRef.parse(said);
                secrets.test(reference);
                person.say("There is a key at " + reference + ".");
                return reference.text();
            } catch (TalariaException e) {
                person.say(e.shown());
            }
        }
    }

    private static String store(String name) {
        return SecretRef.STORE + ":" + name;
    }

    private static boolean isReference(String said) {
        int colon = said.indexOf(':');
        return colon > 0 && SCHEMES.contains(said.substring(0, colon));
    }

    private void await(Choice choice, boolean here) {
        long deadline = System.nanoTime() + LONGEST_START.toNanos();
        while (isHere(choice) != here && System.nanoTime() < deadline) {
            cancellation.throwIfCancelled();
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    private boolean isHere(Choice choice) {
        return models.endpoints().stream().anyMatch(endpoint -> endpoint.name().equals(choice.name()));
    }

    /** Puts the endpoint's file and the store back as they were. */
    private static final class Undo implements AutoCloseable {
        private final SettingsFiles files;
        private final SecretKeeper secrets;
        private final Choice choice;
        private final byte[] before;
        private final boolean wasThere;
        private final Set<String> namesBefore;
        private String made = "";
        private boolean needed = true;

        Undo(SettingsFiles files, SecretKeeper secrets, Choice choice) throws IOException {
            this.files = files;
            this.secrets = secrets;
            this.choice = choice;
            wasThere = Files.exists(files.endpoint(choice));
            before = wasThere ? Files.readAllBytes(files.endpoint(choice)) : new byte[0];
            namesBefore = Set.copyOf(secrets.names());
        }

        /** One that no other key has, so that an earlier one is not lost if the person leaves. */
        String nameForKey() {
            String name = choice.name();
            for (int i = 2; namesBefore.contains(name); i++) {
                name = choice.name() + "-" + i;
            }
            made = name;
            return name;
        }

        /** @param reference to the key that is used: one that was put into the store before it goes */
        void notNeeded(String reference) {
            needed = false;
            if (!made.isEmpty() && !reference.equals(store(made))) {
                secrets.remove(made);
            }
        }

        @Override
        public void close() throws IOException {
            if (!needed) {
                return;
            }
            if (wasThere) {
                files.restore(files.endpoint(choice), before);
            } else {
                files.removeEndpoint(choice);
            }
            if (!made.isEmpty()) {
                secrets.remove(made);
            }
        }
    }
}
