package dev.talaria.engine.secret;

import dev.talaria.api.secret.SecretException;
import dev.talaria.api.secret.SecretException.Code;
import dev.talaria.api.secret.SecretRef;
import dev.talaria.spi.secret.SecretSource;
import java.io.File;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;

/** {@code cmd:PROGRAM ARGS}: what a program prints. Asked once in five minutes, or after {@link #forget}. */
final class CommandSource implements SecretSource {
    static final Duration KEPT = Duration.ofMinutes(5);

    private final Clock clock;
    private final Duration limit;
    private final ExecutorService readers;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Map<String, Object> locks = new ConcurrentHashMap<>();

    /** Not a record, so that no text of it has the value. */
    private static final class Answer {
        private final String value;
        private final Instant until;

        Answer(String value, Instant until) {
            this.value = value;
            this.until = until;
        }
    }

    /** @param limit how long a program may take */
    CommandSource(Clock clock, Duration limit, ExecutorService readers) {
        this.clock = clock;
        this.limit = limit;
        this.readers = readers;
    }

    @Override
    public String scheme() {
        return SecretRef.CMD;
    }

    /** Every program is asked anew. */
    void forget() {
        answers.clear();
    }

    @Override
    public Optional<String> resolve(String location) {
        synchronized (locks.computeIfAbsent(location, key -> new Object())) {
            Answer known = answers.get(location);
            if (known == null || !clock.instant().isBefore(known.until)) {
                known = new Answer(run(location), clock.instant().plus(KEPT));
                answers.put(location, known);
            }
            return Optional.of(known.value);
        }
    }

    private String run(String location) {
        String shown = new SecretRef(SecretRef.CMD, location).toString();
        ProcessBuilder builder = close(new ProcessBuilder(words(location)));
        CommandRun run;
        try {
            run = new CommandRun(builder.start(), readers);
        } catch (IOException e) {
            // Its message has the whole command.
            throw new SecretException(
                    Code.NOT_FOUND,
                    "The program of " + shown + " cannot be started.",
                    "Check that it is installed and executable; an absolute path does not depend on PATH.",
                    null);
        }
        return run.output(shown, limit);
    }

    /** No input, and not the passphrase: the program needs the rest of the environment to find its own keys. */
    static ProcessBuilder close(ProcessBuilder builder) {
        builder.environment().remove(SecretKeys.PASSPHRASE);
        return builder.redirectInput(new File("/dev/null"));
    }

    private static List<String> words(String location) {
        try {
            return CommandWords.of(location);
        } catch (IllegalArgumentException e) {
            throw new SecretException(
                    Code.BAD_NAME,
                    "The reference cmd:… cannot be read: " + e.getMessage() + ".",
                    "Words are split by blanks; put those with blanks between a pair of quotes.",
                    null);
        }
    }
}
