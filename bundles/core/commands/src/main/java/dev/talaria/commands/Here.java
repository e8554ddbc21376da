package dev.talaria.commands;

import dev.talaria.api.agent.TurnRequest.Source;
import dev.talaria.api.command.CommandCall;
import dev.talaria.api.command.CommandException;
import dev.talaria.api.command.CommandException.Code;
import dev.talaria.api.command.CommandSpec;
import dev.talaria.api.command.Conversation;
import dev.talaria.api.command.Suggestion;
import dev.talaria.api.session.SessionCatalog;
import dev.talaria.api.session.SessionSetting;
import dev.talaria.api.session.SessionSummary;
import java.util.List;
import java.util.stream.Stream;

/** The session that a command was said in. */
final class Here {
    private Here() {}

    /** @throws CommandException if nothing was said there yet */
    static SessionSummary session(SessionCatalog sessions, Conversation conversation) {
        return sessions.find(conversation.key())
                .orElseThrow(() -> new CommandException(
                        Code.UNAVAILABLE, "Nothing was said in this conversation yet.", "Say something first."));
    }

    /** @throws CommandException USAGE if it is no number of that range */
    static int number(String text, int otherwise, int most, CommandSpec spec) {
        String digits = text.strip();
        if (digits.isEmpty()) {
            return otherwise;
        }
        if (!digits.matches("[0-9]{1,6}") || Integer.parseInt(digits) < 1 || Integer.parseInt(digits) > most) {
            throw usage(spec, "'" + digits + "' is no number from 1 to " + most + ".");
        }
        return Integer.parseInt(digits);
    }

    static CommandException usage(CommandSpec spec, String problem) {
        return new CommandException(Code.USAGE, problem + " Nothing was changed.", "Usage: " + spec.usage());
    }

    /** How it is called: its title, else its key. */
    static String title(SessionSummary session) {
        return session.title().isEmpty()
                ? Markdown.code(name(session))
                : "\u201c" + Markdown.text(session.title()) + "\u201d";
    }

    /** What leads to it when it is typed. */
    static String name(SessionSummary session) {
        return session.key().isEmpty() ? session.id().value() : session.key();
    }

    /** What the session has for itself; empty for what is configured. */
    static String setting(SessionCatalog sessions, Conversation conversation, SessionSetting setting) {
        return sessions.find(conversation.key())
                .map(session -> session.settings().getOrDefault(setting.key(), ""))
                .orElse("");
    }

    /** Whether the stand-in for a model would answer there: only people at a terminal get it. */
    static boolean standIn(Conversation conversation) {
        return conversation.source() == Source.INTERACTIVE;
    }

    /** How one goes back to a session; nothing for who may not. */
    static String wayBack(SessionSummary session, Conversation conversation) {
        return conversation.owner() ? " Go back with " + Markdown.code("/resume " + name(session)) + "." : "";
    }

    static List<Suggestion> words(String... words) {
        return Stream.of(words).map(word -> new Suggestion(word, "")).toList();
    }

    /** Whether the first word is being typed. */
    static boolean first(CommandCall call) {
        return call.words().size() <= 1;
    }
}
