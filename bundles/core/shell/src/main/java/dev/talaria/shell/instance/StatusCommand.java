package dev.talaria.shell.instance;

import dev.talaria.shell.attach.AttachedClient;
import dev.talaria.shell.attach.ClientCommand;
import dev.talaria.shell.residence.Home;
import dev.talaria.shell.residence.Residence;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code talaria status}: that the instance runs, and what it does. */
@Component(service = ClientCommand.class)
public final class StatusCommand implements ClientCommand {
    private static final int MEBIBYTE = 1 << 20;

    private final Residence residence;
    private final BundleContext context;

    @Activate
    public StatusCommand(@Reference Residence residence, BundleContext context) {
        this.residence = residence;
        this.context = context;
    }

    @Override
    public String name() {
        return "status";
    }

    @Override
    public int run(AttachedClient client) {
        PrintStream out = client.output();
        Duration up = Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime());
        out.println("Talaria " + context.getProperty("talaria.version") + " runs as process "
                + ProcessHandle.current().pid());
        out.println("home     " + Home.of(context));
        out.println("up       " + shown(up) + ", since "
                + Instant.now().minus(up).toString().substring(0, 19) + "Z");
        out.println(
                "ends     " + (residence.stays() ? "when told to: talaria stop" : "by itself when it is not needed"));
        out.println("memory   " + usedHeap() / MEBIBYTE + " MiB of "
                + Runtime.getRuntime().maxMemory() / MEBIBYTE + " MiB heap");
        out.println("clients  " + (residence.clients() - 1) + " besides this one");
        List<String> work = residence.work();
        out.println("work     " + (work.isEmpty() ? "none" : String.join(", ", work)));
        return 0;
    }

    private static long usedHeap() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static String shown(Duration time) {
        if (time.toHours() > 0) {
            return time.toHours() + " h " + time.toMinutesPart() + " min";
        }
        return time.toMinutes() > 0
                ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
                : time.toSeconds() + " s";
    }
}
