package dev.talaria.shell.instance;

import dev.talaria.shell.attach.AttachedClient;
import dev.talaria.shell.attach.ClientCommand;
import dev.talaria.shell.residence.Residence;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code talaria start}: whoever runs it has an instance by then; it only has to stay. */
@Component(service = ClientCommand.class)
public final class StartCommand implements ClientCommand {
    private static final int FAILED = 1;

    private final Residence residence;

    @Activate
    public StartCommand(@Reference Residence residence) {
        this.residence = residence;
    }

    @Override
    public String name() {
        return "start";
    }

    @Override
    public int run(AttachedClient client) {
        if (!residence.stay()) {
            client.error().println("This Talaria was just about to end. Run it again: talaria start");
            return FAILED;
        }
        client.output()
                .println("Talaria runs as process " + ProcessHandle.current().pid()
                        + " until it is told to stop: talaria stop");
        return 0;
    }
}
