package dev.talaria.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.karaf.service.guard.tools.ACLConfigurationParser;
import org.apache.karaf.shell.api.action.Command;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files that say who may run which command, read as Karaf reads them. */
class RolesTest {
    private static final Path ETC = Path.of("../../../karaf-assembly/src/main/resources/etc");
    private static final Path TABLE = Path.of("../../../docs/security.md");
    private static final String PREFIX = "org.apache.karaf.command.acl.";
    private static final List<String> ROLES = List.of("guest", "user", "admin", "owner");
    private static final Set<String> OURS = Set.of(
            "approval",
            "audit",
            "checkpoint",
            "config",
            "delivery",
            "model",
            "pairing",
            "sandbox",
            "secret",
            "session",
            "store",
            "talaria",
            "tool",
            "usage");

    @Test
    void everyCommandOfOursHasARule() throws Exception {
        Set<String> commands = ourCommands();
        assertThat(commands).contains("secret:set", "audit:verify", "talaria:ask");
        assertThat(commands)
                .allSatisfy(command -> assertThat(named(command)).as(command).isTrue());
        assertThat(commands).extracting(command -> scope(command)).isSubsetOf(OURS);
    }

    @Test
    void everyCommandOfKarafHasARule() throws Exception {
        List<String> lines = karafCommands();
        String karaf = ACLConfigurationParser.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        assertThat(karaf).as("the list is of Karaf 4.4.10").contains("4.4.10");
        assertThat(lines).hasSizeGreaterThan(100);
        assertThat(lines)
                .allSatisfy(command -> assertThat(named(command)).as(command).isTrue());
    }

    /** A rule for a command that is not there is a spelling mistake. */
    @Test
    void everyRuleHasACommand() throws Exception {
        Set<String> known = new TreeSet<>(ourCommands());
        known.addAll(karafCommands());
        for (String scope : scopes()) {
            assertThat(rules(scope).stringPropertyNames())
                    .filteredOn(rule -> !rule.equals("*"))
                    .extracting(rule -> scope + ":" + rule.replaceAll("\\[/.*", ""))
                    .isSubsetOf(known);
        }
    }

    @Test
    void eachHigherRoleMayWhatTheLowerMay() throws IOException {
        for (String scope : scopes()) {
            Properties rules = rules(scope);
            assertThat(rules.getProperty("*")).as(scope).isEqualTo("owner");
            for (String rule : rules.stringPropertyNames()) {
                String lowest = rules.getProperty(rule).split(", ")[0];
                assertThat(rules.getProperty(rule))
                        .as(scope + ":" + rule)
                        .isEqualTo(String.join(", ", ROLES.subList(ROLES.indexOf(lowest), ROLES.size())));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "model, list, '', guest",
        "approval, mode, '', guest",
        "approval, mode, --json, guest",
        "approval, mode, all, owner",
        "approval, mode, --json|workspace, owner",
        "approval, mode, ask, owner",
        "talaria, ask, hello, user",
        "checkpoint, restore, 3f2a91, admin",
        "bundle, install, file:/x.jar, admin",
        "secret, set, a, owner",
        "secret, list, '', admin",
        "secret, invented, '', owner",
        "session, invented, '', owner",
        "jaas, invented, '', owner",
        "config, edit, dev.talaria.models, admin",
        "config, edit, org.apache.karaf.command.acl.secret, owner",
        "config, property-set, -p|org.apache.karaf.command.acl.secret|set|guest, owner",
        "config, delete, jmx.acl.x, owner",
        "shell, less, -F, guest",
        "shell, less, -F|/home/.talaria/keys/master.key, admin",
        "shell, cat, keys/master.key, admin",
        "shell, exec, id, owner",
        "shell, .invoke, '', owner",
        "shell, .redirect, '', owner",
        "system, property, karaf.local.roles|owner, owner"
    })
    void karafReadsThemAsMeant(String scope, String command, String arguments, String lowest) throws IOException {
        List<String> given = Arrays.asList(arguments.split("\\|"));
        assertThat(roles(scope, command, given)).isEqualTo(new TreeSet<>(ROLES.subList(ROLES.indexOf(lowest), 4)));
    }

    @Test
    void theTableInTheDocumentsSaysTheSame() throws IOException {
        List<String> rows =
                new ArrayList<>(List.of("| scope | guest | user | admin | owner |", "|---|---|---|---|---|"));
        for (String scope : scopes()) {
            Properties rules = rules(scope);
            String cells = ROLES.stream().map(role -> cell(rules, role)).collect(Collectors.joining(" | "));
            rows.add(("| `" + scope + "` | " + cells + " |").replace("  ", " "));
        }
        rows.add("");
        assertThat(Files.readAllLines(TABLE)).containsSequence(rows);
    }

    @Test
    void theLocalConsoleIsTheOwners() throws IOException {
        Properties properties = read(ETC.resolve("custom.system.properties"));
        assertThat(properties.getProperty("karaf.local.roles").split(",")).contains("owner", "admin");
    }

    private static String cell(Properties rules, String role) {
        return rules.stringPropertyNames().stream()
                .filter(rule -> rules.getProperty(rule).startsWith(role))
                .sorted((a, b) -> a.equals("*") ? 1 : b.equals("*") ? -1 : a.compareTo(b))
                .map(rule -> "`" + rule + "`")
                .collect(Collectors.joining(" "));
    }

    private static Set<String> roles(String scope, String command, List<String> arguments) throws IOException {
        Hashtable<String, Object> config = new Hashtable<>();
        rules(scope).forEach((rule, roles) -> config.put((String) rule, roles));
        List<String> found = new ArrayList<>();
        ACLConfigurationParser.getRolesForInvocation(
                command, new Object[] {arguments.toString()}, new String[] {List.class.getName()}, config, found);
        return new TreeSet<>(found);
    }

    private static boolean named(String command) {
        try {
            return rules(scope(command)).containsKey(command.substring(command.indexOf(':') + 1));
        } catch (IOException e) {
            return false;
        }
    }

    private static String scope(String command) {
        return command.substring(0, command.indexOf(':'));
    }

    private static List<String> scopes() throws IOException {
        try (Stream<Path> files = Files.list(ETC)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(PREFIX))
                    .map(name -> name.substring(PREFIX.length(), name.length() - ".cfg".length()))
                    .sorted()
                    .toList();
        }
    }

    private static Properties rules(String scope) throws IOException {
        return read(ETC.resolve(PREFIX + scope + ".cfg"));
    }

    private static Properties read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
        }
        return properties;
    }

    private static List<String> karafCommands() throws IOException {
        URL list = Objects.requireNonNull(RolesTest.class.getResource("karaf-commands.txt"));
        try (var in = list.openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.contains(":") && !line.startsWith("#"))
                    .toList();
        }
    }

    private static Set<String> ourCommands() throws IOException, URISyntaxException {
        Path classes = Path.of(
                Ask.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (Stream<Path> files = Files.walk(classes)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .map(file -> classes.relativize(file).toString())
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .map(RolesTest::command)
                    .filter(Objects::nonNull)
                    .map(command -> command.scope() + ":" + command.name())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Command command(String className) {
        try {
            return Class.forName(className, false, RolesTest.class.getClassLoader())
                    .getAnnotation(Command.class);
        } catch (ClassNotFoundException | NoClassDefFoundError e) {
            return null;
        }
    }
}
