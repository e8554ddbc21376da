package dev.talaria.shell.console;

import dev.talaria.shell.attach.AttachedClient;
import dev.talaria.shell.attach.ClientCommand;
import java.io.IOException;
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

/** {@code talaria shell}: a Karaf console on the client's terminal, with the roles of an owner. */
@Component(service = ClientCommand.class)
public final class ShellForClient implements ClientCommand {
    /** Variable of a session: the directory where the person called {@code talaria shell}. */
    public static final String CWD = ".talaria.cwd";

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
        try (RemoteTerminal terminal = RemoteTerminal.open(client)) {
            PrivilegedExceptionAction<Integer> console = () -> {
                run(terminal, client);
                return 0;
            };
            return Subject.doAs(owner(), console);
        } catch (PrivilegedActionException e) {
            throw new IOException(e.getCause());
        }
    }

    private void run(RemoteTerminal terminal, AttachedClient client) {
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
    }

    private static Subject owner() {
        Set<Principal> principals = new LinkedHashSet<>();
        principals.add(new UserPrincipal(System.getProperty("user.name", "owner")));
        OWNER_ROLES.forEach(role -> principals.add(new RolePrincipal(role)));
        return new Subject(true, principals, Set.of(), Set.of());
    }
}
