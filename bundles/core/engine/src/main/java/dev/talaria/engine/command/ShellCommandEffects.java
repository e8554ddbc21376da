package dev.talaria.engine.command;

import dev.talaria.api.approval.Effects;
import dev.talaria.api.approval.Nature;
import dev.talaria.api.tool.CommandEffects;
import dev.talaria.api.tool.ToolCall;
import dev.talaria.engine.sandbox.HostSandbox;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Understands shell scripts by a parser of the part of bash that can be judged, and a list of programs.
 *
 * <p>Every doubt becomes an effect of nature UNPARSABLE, so that a person is asked. A script that changes how later
 * commands are found or read (functions, aliases, PATH and the like) is such a doubt as a whole. As every call of the
 * tool is a new shell, that ends with the script.
 *
 * <p>In the sandbox {@code local} the home is this user's. Elsewhere nobody knows it, and it is taken for
 * {@value #FOREIGN_HOME}, where most images have it: outside the workspace either way, and with the same secrets.
 */
@Component
public final class ShellCommandEffects implements CommandEffects {
    private static final String FOREIGN_HOME = "/root";

    private final String localHome;

    @Activate
    public ShellCommandEffects() {
        this(System.getProperty("user.home"));
    }

    ShellCommandEffects(String localHome) {
        this.localHome = localHome;
    }

    @Override
    public Effects of(ToolCall call) {
        Report report = new Report(call.sandboxId());
        if (!(call.arguments().get(COMMAND) instanceof String script)) {
            report.execute(Nature.UNPARSABLE, "");
            return report.effects();
        }
        try {
            Surroundings surroundings = new Surroundings(
                    call.sandboxId(),
                    HostSandbox.is(call.sandboxId()) ? localHome : FOREIGN_HOME,
                    Paths.resolved(call.workspace(), "/"));
            Limits limits = new Limits();
            ShellState start = ShellState.in(directory(call));
            Node node = ScriptParser.parse(script, limits);
            new Analysis(surroundings, report, limits, start).run(node, start, Input.NOTHING);
        } catch (Unparsable e) {
            report.execute(Nature.UNPARSABLE, "");
        }
        return report.effects();
    }

    /** The directory that the call names, seen from the session's. */
    private static String directory(ToolCall call) {
        Object given = call.arguments().get(WORKDIR);
        if (!(given instanceof String workdir) || workdir.isEmpty()) {
            return normal(call.cwd());
        }
        return workdir.startsWith("~") ? "" : normal(workdir.startsWith("/") ? workdir : call.cwd() + "/" + workdir);
    }

    private static String normal(String path) {
        return path.startsWith("/") ? Paths.resolved(path, "/") : "";
    }
}
