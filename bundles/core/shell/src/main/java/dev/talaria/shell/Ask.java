package dev.talaria.shell;

import dev.talaria.api.agent.Agents;
import dev.talaria.api.agent.TurnRequest;
import dev.talaria.api.agent.TurnResult;
import dev.talaria.api.base.Attachment;
import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.base.TalariaException;
import dev.talaria.api.interact.Interactions;
import dev.talaria.shell.AskOptions.Busy;
import dev.talaria.shell.AskOptions.UsageException;
import dev.talaria.shell.attach.AttachedClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Runs one turn for a person and shows it: the {@code ask} of the launcher and of the Karaf shell alike. */
@Component(service = Ask.class)
public final class Ask {
    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int INTERRUPTED = 130;

    private final Agents agents;
    private final Interactions interactions;
    private final SessionNames names;

    @Activate
    public Ask(@Reference Agents agents, @Reference Interactions interactions, @Reference SessionNames names) {
        this.agents = agents;
        this.interactions = interactions;
        this.names = names;
    }

    /** The same with the key of the conversation that is meant, so that it stays the same for several turns. */
    public AskOptions settled(AskOptions options) {
        return options.withSession(names.meant(options.session()).value());
    }

    /** The same for the streams of an attached client. */
    public int run(AskOptions options, AttachedClient client) throws UsageException {
        return run(options, new ClientTerminal(client), client.cwd(), List.of(), client.cancellation());
    }

    /**
     * @param given what goes with the message besides the files that the options name
     * @return the exit code: 0 answered, 1 not answered, 130 stopped
     * @throws UsageException if an attachment cannot be read
     */
    int run(
            AskOptions options,
            AskTerminal terminal,
            String cwd,
            List<Attachment> given,
            CancellationSource cancellation)
            throws UsageException {
        List<Attachment> attachments = new ArrayList<>(given);
        for (String path : options.attach()) {
            attachments.add(AttachedFile.read(path, cwd));
        }
        TurnView view = options.json() ? new JsonView(terminal) : new AskView(terminal, interactions);
        SessionKey session;
        try {
            session = names.meant(options.session());
        } catch (TalariaException e) {
            view.note(e.shown());
            return FAILED;
        }
        TurnRequest asked = TurnRequest.of(session, options.message())
                .withAttachments(attachments)
                .withModel(options.model())
                .withSandbox(options.sandbox())
                .withAttended(terminal.attended() && !options.json())
                .withCwd(cwd)
                .withCancellation(cancellation);
        TurnRequest request = options.approve().map(asked::withApproval).orElse(asked);
        try {
            if (options.busy() == Busy.STEER
                    && attachments.isEmpty()
                    && agents.steer(request.session(), request.principal(), request.message())) {
                view.note("↳ will be said at the next step");
                return OK;
            }
            if (options.busy() == Busy.INTERRUPT) {
                agents.interrupt(request.session(), "a new message came");
            }
            TurnResult result = agents.run(request, view);
            view.end(result);
            return switch (result.status()) {
                case COMPLETED, OVER_BUDGET -> OK;
                case INTERRUPTED -> INTERRUPTED;
                case FAILED -> FAILED;
            };
        } catch (CancellationException e) {
            view.note("Stopped: " + e.getMessage());
            return INTERRUPTED;
        } catch (TalariaException e) {
            view.note(e.shown());
            return FAILED;
        }
    }
}
