package dev.talaria.shell.chat;

import dev.talaria.api.command.CommandCall;
import dev.talaria.api.command.CommandSpec;
import dev.talaria.api.command.CommandSpec.Group;
import dev.talaria.api.command.Suggestion;
import dev.talaria.shell.AskOptions.Busy;
import dev.talaria.shell.AskOptions.UsageException;
import dev.talaria.shell.AttachedFile;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jline.utils.AttributedString;

/** Commands about this screen alone. They run on the thread that reads, at once. */
final class ScreenCommands {
    private final Chat chat;
    private final Keyboard keyboard;
    private final Painter painter;
    private final Opened opened;
    private final List<Command> commands;

    /** @param choices what can stand behind it */
    private record Command(CommandSpec spec, List<String> choices, Consumer<String> work) {}

    ScreenCommands(Chat chat, Keyboard keyboard, Painter painter, Opened opened) {
        this.chat = chat;
        this.keyboard = keyboard;
        this.painter = painter;
        this.opened = opened;
        this.commands = List.of(
                command("attach", "Gives a file with the next message", "FILE", List.of(), this::attach),
                command(
                        "busy",
                        "What becomes of what is said while a turn runs",
                        "[steer|queue|interrupt]",
                        List.of("steer", "queue", "interrupt"),
                        this::busy),
                command("clear", "Clears the screen; the conversation stays", "", List.of(), text -> keyboard.clear()),
                new Command(
                        CommandSpec.of("quit", Group.SCREEN, "Leaves the chat; the session is kept")
                                .alias("exit", "q"),
                        List.of(),
                        text -> keyboard.leave()),
                command("queue", "Says something when the turn that runs has ended", "TEXT", List.of(), this::queue),
                command(
                        "show",
                        "Opens a tool call, the last one without a number (also Ctrl-O), or thoughts, the last reply, long output",
                        "[NUMBER|thoughts|reply|output]",
                        List.of("thoughts", "reply", "output"),
                        this::show),
                command(
                        "thinking",
                        "Whether thoughts are shown while they come",
                        "[show|fold]",
                        List.of("show", "fold"),
                        this::thinking));
    }

    private static Command command(
            String name, String summary, String arguments, List<String> choices, Consumer<String> work) {
        return new Command(CommandSpec.of(name, Group.SCREEN, summary).taking(arguments), choices, work);
    }

    List<CommandSpec> specs() {
        return commands.stream().map(Command::spec).toList();
    }

    boolean has(CommandSpec spec) {
        return commands.stream().anyMatch(command -> command.spec().equals(spec));
    }

    void run(CommandSpec spec, CommandCall call) {
        commands.stream().filter(command -> command.spec().equals(spec)).forEach(command -> command.work()
                .accept(call.text().strip()));
    }

    List<Suggestion> complete(CommandCall call) {
        return commands.stream()
                .filter(command -> command.spec().isCalled(call.name()))
                .flatMap(command -> command.choices().stream())
                .map(choice -> new Suggestion(choice, ""))
                .toList();
    }

    /** For the help, in Markdown. */
    String help() {
        StringBuilder text = new StringBuilder("\n\n**" + Group.SCREEN.title() + "**\n\n");
        commands.forEach(command -> text.append("- `")
                .append(command.spec().usage())
                .append("` ")
                .append(command.spec().summary())
                .append('\n'));
        return text + "\nCtrl-C stops, Ctrl-D leaves, Ctrl-O opens the last tool call, Ctrl-R searches what was said,"
                + " Alt-Enter begins a new line, Tab completes `/commands` and `@files`.";
    }

    /** The tool call that was made last. */
    void openNewest() {
        show("");
    }

    private void show(String what) {
        if (what.equals("thoughts")) {
            page("thoughts", opened.thoughts(), "The model has shown no thoughts.");
        } else if (what.equals("output")) {
            page("output", opened.output(), "No command has said more than fits on the screen.");
        } else if (what.equals("reply")) {
            page("reply", opened.reply(), "Nothing was said yet.");
        } else if (what.isEmpty() || what.matches("\\d{1,9}")) {
            page(
                    what.isEmpty() ? "last call" : "call " + what,
                    opened.call(what.isEmpty() ? Optional.empty() : Optional.of(Integer.valueOf(what))),
                    what.isEmpty() ? "There was no tool call yet." : "There is no tool call " + what + ".");
        } else {
            hint("/show takes the number of a tool call, thoughts, reply or output, not '" + what + "'.");
        }
    }

    private void page(String title, List<AttributedString> lines, String ifNone) {
        if (lines.isEmpty()) {
            hint(ifNone);
        } else if (!keyboard.page(title, lines)) {
            painter.change(view -> view.lines(lines));
        }
    }

    private void thinking(String how) {
        if (!how.isEmpty() && !List.of("show", "fold").contains(how)) {
            hint("/thinking is show or fold, not '" + how + "'.");
            return;
        }
        painter.change(view -> {
            view.thinkAloud(how.isEmpty() ? !view.thinksAloud() : how.equals("show"));
            view.hint(view.thinksAloud() ? "Thoughts are shown while they come." : "Thoughts are one line.");
        });
    }

    private void busy(String how) {
        Optional<Busy> wanted = Stream.of(Busy.values())
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(how))
                .findFirst();
        if (wanted.isEmpty() && !how.isEmpty()) {
            hint("/busy is steer, queue or interrupt, not '" + how + "'.");
            return;
        }
        wanted.ifPresent(busy -> chat.wish(wishes -> wishes.withBusy(busy)));
        hint(
                switch (chat.wishes().busy()) {
                    case STEER -> "What is said while a turn runs, it hears at its next step.";
                    case QUEUE -> "What is said while a turn runs waits for its end.";
                    case INTERRUPT -> "What is said while a turn runs stops it and is said then.";
                });
    }

    private void queue(String text) {
        if (text.isEmpty()) {
            hint("/queue TEXT says the text when the turn that runs has ended.");
        } else {
            chat.queue(new Message(text, List.of()));
        }
    }

    private void attach(String path) {
        if (path.isEmpty()) {
            hint("/attach FILE gives a file with the next message.");
            return;
        }
        try {
            chat.attach(AttachedFile.read(path.startsWith("@") ? path.substring(1) : path, chat.cwd()));
            hint(path + " goes with the next message.");
        } catch (UsageException e) {
            painter.change(view -> view.alarm(e.reason()));
        }
    }

    private void hint(String text) {
        painter.change(view -> view.hint(text));
    }
}
