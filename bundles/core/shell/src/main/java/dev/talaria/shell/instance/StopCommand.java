package dev.talaria.shell.instance;

import dev.talaria.shell.attach.AttachedClient;
import dev.talaria.shell.attach.ClientCommand;
import dev.talaria.shell.residence.Residence;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code talaria stop}: turns that run may end, then the instance does. */
@Component(service = ClientCommand.class)
public final class StopCommand implements ClientCommand {
    private static final int FAILED = 1;

    private final Residence residence;

    @Activate
    public StopCommand(@Reference Residence residence) {
        this.residence = residence;
    }

    @Override
    public String name() {
        return "stop";
    }

    @Override
    public int run(AttachedClient client) {
        try {
            List<String> left = residence.drain(what -> {
                client.error()
                        .println("Waiting for " + what + ", at most " + Residence.LONGEST_DRAIN.toSeconds() + " s");
                client.error().flush();
            });
            if (!left.isEmpty()) {
                client.error().println("Stopped all the same: " + String.join(", ", left));
            }
            residence.end();
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
    }
}
