package dev.talaria.shell.console;

import dev.talaria.shell.attach.AttachedClient;
import dev.talaria.shell.attach.ClientCommand;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import javax.security.auth.Subject;
import org.apache.karaf.jaas.boot.principal.RolePrincipal;
import org.apache.karaf.jaas.boot.principal.UserPrincipal;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * {@code talaria shell}: a Karaf console on the client's terminal, with the roles of an owner. {@code talaria shell
 * COMMAND…} and what is piped into it run without one.
 */
@Component(service = ClientCommand.class)
public final class ShellForClient implements ClientCommand {
    /** Variable of a session: the directory where the person called {@code talaria shell}. */
    public static final String CWD = ".talaria.cwd";

    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_@%+=:,./*-]+");
    private static final Set<String> OPERATORS = Set.of("|", ";", "&&", "||", ">", ">>", "<", "&");
    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final List<String> OWNER_ROLES =
            List.of("owner", "admin", "manager", "viewer", "systembundles", "ssh");

    private final SessionFactory sessions;

    @Activate
    public ShellForClient(@Reference SessionFactory sessions) {
        this.sessions = sessions;
    }

    @Override
    public String name() {
        return "shell";
    }

    @Override
    public int run(AttachedClient client) throws IOException {
        PrivilegedExceptionAction<Integer> work =
                client.arguments().isEmpty() && client.inputIsTerminal() ? () -> console(client) : () -> script(client);
        try {
            return Subject.doAs(owner(), work);
        } catch (PrivilegedActionException e) {
            throw new IOException(e.getCause());
        }
    }

    private int console(AttachedClient client) throws IOException {
        try (RemoteTerminal terminal = RemoteTerminal.open(client)) {
            PrintStream out = new PrintStream(terminal.output(), true, StandardCharsets.UTF_8);
            Session session =
                    sessions.create(terminal.input(), out, out, terminal, StandardCharsets.UTF_8.name(), () -> {});
            session.put(Session.IS_LOCAL, true);
            session.put(CWD, client.cwd());
            leaveByExit(session);
            try (var registration = client.cancellation().onCancel(session::close)) {
                session.run();
            } finally {
                out.flush();
            }
            return OK;
        }
    }

    /** Karaf's own exit leaves a subshell, and nothing else. */
    private static void leaveByExit(Session session) throws IOException {
        try {
            session.execute("exit = { shell:logout }");
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    /** What is piped in runs line by line, as if it were typed. */
    private int script(AttachedClient client) throws IOException {
        InputStream nothing = InputStream.nullInputStream();
        Session session = sessions.create(nothing, unclosed(client.output()), unclosed(client.error()));
        session.put(CWD, client.cwd());
        try (var registration = client.cancellation().onCancel(session::close)) {
            if (!client.arguments().isEmpty()) {
                return execute(session, line(client.arguments(), session::put), client);
            }
            client.readEverything();
            int code = OK;
            for (String line = client.readLine(); line != null; line = client.readLine()) {
                code = Math.max(code, line.isBlank() ? OK : execute(session, line, client));
            }
            return code;
        } finally {
            session.close();
        }
    }

    /**
     * One word is a line as it would be typed; of several each stays one word, but for what stands between commands. No
     * quotes: the console reads backslashes in every kind of them.
     *
     * @param variables of the console's session
     */
    static String line(List<String> words, BiConsumer<String, String> variables) {
        if (words.size() == 1) {
            return words.get(0);
        }
        List<String> line = new ArrayList<>();
        for (String word : words) {
            String variable = "word" + line.size();
            if (PLAIN.matcher(word).matches() || OPERATORS.contains(word)) {
                line.add(word);
            } else {
                variables.accept(variable, word);
                line.add("$" + variable);
            }
        }
        return String.join(" ", line);
    }

    private static int execute(Session session, String line, AttachedClient client) {
        try {
            Object returned = session.execute(line);
            if (returned != null) {
                client.output().println(returned); // as the console does
            }
            return OK;
        } catch (Exception e) { // whatever a command throws; a shell says it and goes on
            client.error().println(e.getMessage() == null ? e.toString() : e.getMessage());
            return FAILED;
        } finally {
            client.output().flush();
            client.error().flush();
        }
    }

    /** A session closes what it was given, and the client's streams are still needed. */
    private static PrintStream unclosed(PrintStream stream) {
        OutputStream kept = new FilterOutputStream(stream) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
            }

            @Override
            public void close() throws IOException {
                flush();
            }
        };
        return new PrintStream(kept, true, StandardCharsets.UTF_8);
    }

    private static Subject owner() {
        Set<Principal> principals = new LinkedHashSet<>();
        principals.add(new UserPrincipal(System.getProperty("user.name", "owner")));
        OWNER_ROLES.forEach(role -> principals.add(new RolePrincipal(role)));
        return new Subject(true, principals, Set.of(), Set.of());
    }
}
