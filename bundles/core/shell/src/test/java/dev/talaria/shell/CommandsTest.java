package dev.talaria.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.impl.action.command.DefaultActionPreparator;
import org.junit.jupiter.api.Test;

/** What every command of this bundle keeps to, whoever writes it. */
class CommandsTest {
    @Test
    void everyCommandHasAnExampleOfItselfInItsHelp() throws Exception {
        assertThat(commands()).hasSizeGreaterThan(10).allSatisfy(type -> {
            Command command = type.getAnnotation(Command.class);
            assertThat(command.description()).as(type.getSimpleName()).endsWith(".");
            assertThat(command.detailedDescription())
                    .as(type.getSimpleName())
                    .contains("Example: " + command.scope() + ":" + command.name());
        });
    }

    /** Karaf wants options before arguments, which is easily got wrong. */
    @Test
    void everyExampleIsUnderstood() throws Exception {
        for (Class<?> type : commands()) {
            String example = type.getAnnotation(Command.class)
                    .detailedDescription()
                    .lines()
                    .findFirst()
                    .orElseThrow();
            Action action = (Action) type.getDeclaredConstructor().newInstance();
            assertThat(new DefaultActionPreparator().prepare(action, SHELL, words(example)))
                    .as(example)
                    .isTrue();
        }
    }

    /** The words after the command's name. */
    private static List<Object> words(String example) {
        List<Object> words = new ArrayList<>();
        Matcher word = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)").matcher(example);
        while (word.find()) {
            words.add(word.group().replaceAll("^['\"]|['\"]$", ""));
        }
        return words.subList(2, words.size());
    }

    private static final Session SHELL = (Session)
            Proxy.newProxyInstance(CommandsTest.class.getClassLoader(), new Class<?>[] {Session.class}, (p, m, a) -> {
                throw new AssertionError("The example was not understood: help is printed by " + m);
            });

    @Test
    void everyListIsThereForPrograms() throws Exception {
        for (Class<?> type : commands()) {
            Command command = type.getAnnotation(Command.class);
            boolean lists = Set.of("list", "show").contains(command.name());
            if (lists) {
                assertThat(fields(type).map(field -> field.getAnnotation(Option.class)))
                        .as(type.getSimpleName())
                        .anyMatch(option -> option != null && option.name().equals("--json"));
            }
        }
    }

    @Test
    void everyKeyIsAPlainNameAndOccursOnce() throws Exception {
        for (Class<?> type : commands()) {
            if (ListCommand.class.isAssignableFrom(type)) {
                ListCommand<?> command =
                        (ListCommand<?>) type.getDeclaredConstructor().newInstance();
                assertThat(command.listing().keys())
                        .as(type.getSimpleName())
                        .isNotEmpty()
                        .doesNotHaveDuplicates()
                        .allMatch(key -> key.matches("[a-z][A-Za-z]*"));
            }
        }
    }

    @Test
    void everyIdCompletes() throws Exception {
        for (Class<?> type : commands()) {
            fields(type)
                    .filter(field -> field.isAnnotationPresent(Argument.class))
                    .filter(field -> Set.of("id", "endpoint", "tool", "session", "key", "mode")
                            .contains(field.getAnnotation(Argument.class).name()))
                    .forEach(field -> assertThat(field.isAnnotationPresent(Completion.class))
                            .as(type.getSimpleName() + "." + field.getName())
                            .isTrue());
        }
    }

    /** One that is missing would take every command away, also the one that says what is missing. */
    @Test
    void noCommandAndNoCompleterNeedsAServiceToBeThere() throws Exception {
        for (Class<?> type : classes()) {
            fields(type)
                    .filter(field -> field.isAnnotationPresent(Reference.class))
                    .filter(field -> field.getType() != Session.class)
                    .forEach(field -> assertThat(
                                    field.getAnnotation(Reference.class).optional())
                            .as(type.getSimpleName() + "." + field.getName())
                            .isTrue());
        }
    }

    private static List<Class<?>> commands() throws Exception {
        return classes().stream()
                .filter(type -> type.isAnnotationPresent(Command.class))
                .toList();
    }

    private static Stream<Field> fields(Class<?> type) {
        Stream<Field> fields = Stream.empty();
        for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
            fields = Stream.concat(fields, Arrays.stream(each.getDeclaredFields()));
        }
        return fields;
    }

    private static List<Class<?>> classes() throws IOException, URISyntaxException, ClassNotFoundException {
        Path folder = Path.of(
                        AdminCommand.class.getResource("AdminCommand.class").toURI())
                .getParent();
        List<Class<?>> classes = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".class") && !name.startsWith("package-info")) {
                    classes.add(Class.forName("dev.talaria.shell." + name.replace(".class", "")));
                }
            }
        }
        return classes;
    }
}
