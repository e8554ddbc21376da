package dev.talaria.shell;

import dev.talaria.api.approval.ApprovalMode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What {@code ask} was told.
 *
 * @param message what the person says
 * @param session as in {@link SessionNames#meant}; empty for a new one
 * @param model as in {@link dev.talaria.api.model.Models#choose}; empty for the default
 * @param approve how much runs without a question; empty for the configured mode
 * @param busy what to do if a turn of that conversation runs already
 * @param sandbox that tools work in; empty for the configured one
 * @param attach paths of files that go with the message
 * @param json whether events are shown as lines of JSON
 */
public record AskOptions(
        String message,
        String session,
        String model,
        Optional<ApprovalMode> approve,
        Busy busy,
        String sandbox,
        List<String> attach,
        boolean json) {
    static final String USAGE =
            "Usage: talaria ask [--session NAME|ID|TITLE | --continue] [--model ENDPOINT/MODEL] [--sandbox NAME] [--approve ask|workspace|all]"
                    + " [--busy queue|steer|interrupt] [--attach FILE]... [--json] \"MESSAGE\"";

    /** What to do if a turn of the conversation runs already. */
    public enum Busy {
        /** Wait for its end, then begin a turn. */
        QUEUE,
        /** Say it to that turn, at its next step. */
        STEER,
        /** Stop that turn, then begin one. */
        INTERRUPT;

        static Busy parse(String word) throws UsageException {
            for (Busy busy : values()) {
                if (busy.name().toLowerCase(Locale.ROOT).equals(word)) {
                    return busy;
                }
            }
            throw new UsageException("--busy is queue, steer or interrupt, not '" + word + "'.");
        }
    }

    /**
     * Reads command-line words.
     *
     * @throws UsageException with what is wrong
     */
    static AskOptions parse(List<String> words) throws UsageException {
        return read(words).withMessageNeeded();
    }

    /**
     * As {@link #parse}, but the message may be missing.
     *
     * @throws UsageException with what is wrong
     */
    public static AskOptions read(List<String> words) throws UsageException {
        String session = "";
        String model = "";
        String sandbox = "";
        Optional<ApprovalMode> approve = Optional.empty();
        Busy busy = Busy.QUEUE;
        List<String> attach = new ArrayList<>();
        boolean json = false;
        List<String> message = new ArrayList<>();
        for (Iterator<String> rest = words.iterator(); rest.hasNext(); ) {
            String word = rest.next();
            switch (word) {
                case "--session" -> session = value(word, rest);
                case "--continue" -> session = SessionNames.LATEST;
                case "--model" -> model = value(word, rest);
                case "--sandbox" -> sandbox = value(word, rest);
                case "--approve" -> approve = mode(value(word, rest));
                case "--busy" -> busy = Busy.parse(value(word, rest));
                case "--attach" -> attach.add(value(word, rest));
                case "--json" -> json = true;
                case "--isolated" -> throw new UsageException("The option --isolated stands before the text.");
                case "--" -> rest.forEachRemaining(message::add);
                default -> {
                    if (word.startsWith("--") && message.isEmpty()) {
                        throw new UsageException("There is no option " + word + ".");
                    }
                    message.add(word);
                }
            }
        }
        return new AskOptions(
                String.join(" ", message), session, model, approve, busy, sandbox, List.copyOf(attach), json);
    }

    /** @throws UsageException if there is no message */
    static AskOptions of(
            String message,
            String session,
            String model,
            Optional<ApprovalMode> approve,
            Busy busy,
            String sandbox,
            List<String> attach,
            boolean json)
            throws UsageException {
        return new AskOptions(message, session, model, approve, busy, sandbox, List.copyOf(attach), json)
                .withMessageNeeded();
    }

    public AskOptions withMessage(String value) {
        return new AskOptions(value, session, model, approve, busy, sandbox, attach, json);
    }

    AskOptions withSession(String value) {
        return new AskOptions(message, value, model, approve, busy, sandbox, attach, json);
    }

    private AskOptions withMessageNeeded() throws UsageException {
        if (message.isBlank()) {
            throw new UsageException("There is nothing to ask.");
        }
        return this;
    }

    /** @throws UsageException if there is no such mode */
    static Optional<ApprovalMode> mode(String word) throws UsageException {
        Optional<ApprovalMode> mode = ApprovalMode.of(word);
        if (mode.isEmpty()) {
            throw new UsageException("--approve is ask, workspace or all, not '" + word + "'.");
        }
        return mode;
    }

    private static String value(String option, Iterator<String> rest) throws UsageException {
        if (!rest.hasNext()) {
            throw new UsageException("The option " + option + " needs a value.");
        }
        return rest.next();
    }

    /** The words cannot be understood. */
    public static final class UsageException extends Exception {
        private final String reason;

        public UsageException(String message) {
            super(message + "\n" + USAGE);
            reason = message;
        }

        /** Without how the words are to be. */
        public String reason() {
            return reason;
        }
    }
}
