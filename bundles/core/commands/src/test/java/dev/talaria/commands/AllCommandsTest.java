package dev.talaria.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.command.CommandException.Code;
import dev.talaria.api.command.CommandSpec;
import dev.talaria.api.command.CommandSpec.Access;
import dev.talaria.api.command.CommandSpec.Group;
import dev.talaria.api.health.Health;
import dev.talaria.engine.slash.CommandsProbe;
import dev.talaria.spi.command.SlashCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds of the bundle's commands together, and that docs/slash-commands.md says it. */
class AllCommandsTest {
    private static final Path PAGE = Path.of("../../../docs/slash-commands.md");
    private static final Path CLASSES = Path.of("target/classes");
    private static final String SOURCE = "src/test/java/dev/talaria/commands/DiceCommand.java";
    private static final int LONGEST_SUMMARY = 80;

    private final World world = new World();

    @Test
    void everyCommandOfTheBundleIsAServiceAndIsTested() throws IOException {
        List<String> classes = new ArrayList<>();
        try (Stream<Path> files = Files.list(CLASSES.resolve("dev/talaria/commands"))) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("[A-Za-z]+\\.class"))
                    .map(name -> "dev.talaria.commands." + name.replace(".class", ""))
                    .filter(AllCommandsTest::isCommand)
                    .forEach(classes::add);
        }
        assertThat(world.commands())
                .extracting(command -> command.getClass().getName())
                .containsExactlyInAnyOrderElementsOf(classes);
        assertThat(classes).allSatisfy(name -> assertThat(CLASSES.resolve("OSGI-INF/" + name + ".xml"))
                .content()
                .contains(SlashCommand.class.getName()));
    }

    private static boolean isCommand(String name) {
        try {
            return SlashCommand.class.isAssignableFrom(Class.forName(name));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void noTwoHaveANameOrAnAliasInCommon() {
        assertThat(world.registry.list().stream().flatMap(AllCommandsTest::names))
                .doesNotHaveDuplicates();
        assertThat(CommandsProbe.found(world.registry))
                .extracting(Health::state)
                .containsExactly(Health.State.OK);
        assertThat(world.registry.list()).hasSize(world.commands().size() + 1);
    }

    @Test
    void noneIsCalledAsOneOfTheScreen() throws IOException {
        List<String> ofTheScreen = Pattern.compile("`/([a-z]+)")
                .matcher(section(Group.SCREEN.title()))
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(ofTheScreen).contains("clear", "quit", "show");
        assertThat(world.registry.list().stream().flatMap(AllCommandsTest::names))
                .doesNotContainAnyElementsOf(ofTheScreen);
    }

    private static Stream<String> names(CommandSpec spec) {
        return Stream.concat(Stream.of(spec.name()), spec.aliases().stream());
    }

    @Test
    void theHelpListsEachOfThem() {
        String help = world.run("/help");
        assertThat(world.registry.list()).allSatisfy(spec -> {
            assertThat(help).contains("- `" + spec.usage() + "` \u2014 " + spec.summary() + "\n");
            assertThat(world.run("/help " + spec.name())).contains(spec.usage());
            assertThat(spec.summary()).hasSizeLessThan(LONGEST_SUMMARY).doesNotEndWith(".");
        });
    }

    /** Whoever adds a name here lets strangers in group chats say it. */
    @Test
    void whatIsNotOfAConversationOrChangesWhatIsAllowedIsTheOwners() {
        assertThat(world.registry.list().stream().filter(spec -> spec.access() == Access.EVERYBODY))
                .extracting(CommandSpec::name)
                .containsExactlyInAnyOrder(
                        "approve",
                        "branch",
                        "compress",
                        "context",
                        "deny",
                        "help",
                        "model",
                        "new",
                        "retry",
                        "status",
                        "steer",
                        "stop",
                        "title",
                        "tools",
                        "undo",
                        "whoami");
        world.conversation.ofGuest();
        world.registry.list().stream()
                .filter(spec -> spec.access() == Access.OWNER)
                .forEach(spec ->
                        assertThat(world.failure("/" + spec.name()).code()).isEqualTo(Code.NOT_ALLOWED));
    }

    @Test
    void thePageHasTheTablesOfTheCommands() throws IOException {
        for (Group group : Group.values()) {
            List<String> rows = world.registry.list().stream()
                    .filter(spec -> spec.group() == group)
                    .map(AllCommandsTest::row)
                    .toList();
            assertThat(section(group.title()).lines().filter(line -> line.startsWith("| `")))
                    .as(group.title())
                    .containsExactlyElementsOf(rows);
        }
    }

    private static String row(CommandSpec spec) {
        String aliases = String.join(
                ", ", spec.aliases().stream().map(alias -> "`/" + alias + "`").toList());
        return "| `" + spec.usage().replace("|", "\\|") + "` | " + aliases + (aliases.isEmpty() ? "" : " ") + "| "
                + (spec.access() == Access.OWNER ? "owner" : "everybody") + " | " + spec.summary() + " |";
    }

    /** What stands under a heading. */
    private static String section(String title) throws IOException {
        String page = Files.readString(PAGE);
        int start = page.indexOf("\n## " + title + "\n");
        assertThat(start).as("the heading " + title).isNotNegative();
        int end = page.indexOf("\n## ", start + 1);
        return page.substring(start, end < 0 ? page.length() : end);
    }

    @Test
    void theExampleOfThePageIsOneThatWorks() throws IOException {
        String source = Files.readString(Path.of(SOURCE));
        String example = source.substring(source.indexOf("@Component\n"));
        assertThat(Files.readString(PAGE)).contains("```java\n" + example + "```\n");
        world.registry.add(new DiceCommand(), "dev.example 1.0.0", 0);
        assertThat(world.run("/dice 1")).isEqualTo("**1**");
        assertThat(world.run("/dice")).matches("\\*\\*[1-6]\\*\\*");
        assertThat(world.failure("/dice round").shown()).isEqualTo("No die has 'round' sides.\nUsage: /dice [SIDES]");
        assertThat(world.completed("/dice 2")).containsExactly("20");
        assertThat(world.run("/help")).contains("- `/dice [SIDES]` \u2014 Throws a die\n");
    }
}
