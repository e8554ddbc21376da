package dev.talaria.shell.console;

import dev.talaria.shell.attach.AttachedClient;
import dev.talaria.shell.attach.ClientCommand;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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

    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final List<String> OWNER_ROLES = List.of("admin", "manager", "viewer", "systembundles", "ssh");

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
            try (var registration = client.cancellation().onCancel(session::close)) {
                session.run();
            } finally {
                out.flush();
            }
            return OK;
        }
    }

    private int script(AttachedClient client) throws IOException {
        String script = String.join(" ", client.arguments());
        if (script.isEmpty()) {
            client.readEverything();
            script = new String(client.input().readAllBytes(), StandardCharsets.UTF_8);
        }
        InputStream nothing = InputStream.nullInputStream();
        Session session = sessions.create(nothing, client.output(), client.error());
        session.put(CWD, client.cwd());
        try (var registration = client.cancellation().onCancel(session::close)) {
            session.execute(script);
            return OK;
        } catch (Exception e) { // whatever a command throws; a shell says it and goes on
            client.error().println(e.getMessage() == null ? e.toString() : e.getMessage());
            return FAILED;
        } finally {
            session.close();
        }
    }

    private static Subject owner() {
        Set<Principal> principals = new LinkedHashSet<>();
        principals.add(new UserPrincipal(System.getProperty("user.name", "owner")));
        OWNER_ROLES.forEach(role -> principals.add(new RolePrincipal(role)));
        return new Subject(true, principals, Set.of(), Set.of());
    }
}
