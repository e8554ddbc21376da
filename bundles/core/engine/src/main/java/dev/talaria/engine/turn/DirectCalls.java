package dev.talaria.engine.turn;

import dev.talaria.api.agent.AgentEvent;
import dev.talaria.api.agent.AgentListener;
import dev.talaria.api.agent.TurnRequest;
import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.model.ChatResponse;
import dev.talaria.api.model.ChatResponse.FinishReason;
import dev.talaria.api.model.Content.ToolUse;
import dev.talaria.api.model.Message;
import dev.talaria.api.model.ModelEndpoint;
import dev.talaria.api.model.ModelEndpoint.Origin;
import dev.talaria.api.model.ModelRef;
import dev.talaria.api.model.Role;
import dev.talaria.api.model.Usage;
import dev.talaria.api.prompt.PromptEpoch;
import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.api.tool.ToolSpec;
import dev.talaria.engine.sandbox.SandboxRegistry;
import dev.talaria.engine.session.Session;
import dev.talaria.engine.session.Sessions;
import dev.talaria.engine.tool.ToolRegistry;
import dev.talaria.spi.store.Store;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * A call that a person wants: a turn whose one reply is that call, said by no model. It takes the same steps as a
 * model's. No prompt is pinned, since there is none: the tools are those of this moment.
 */
final class DirectCalls {
    /** What the journal has in place of a model. */
    private static final ModelRef NO_MODEL = new ModelRef(new ModelEndpoint("none", Origin.STAND_IN, "", ""), "none");

    private final Sessions sessions;
    private final SandboxRegistry sandboxes;
    private final Begin begin;
    private final ToolRegistry tools;
    private final RunTools runTools;
    private final Store store;
    private final Finish finish = new Finish();

    DirectCalls(
            Sessions sessions,
            SandboxRegistry sandboxes,
            Begin begin,
            ToolRegistry tools,
            RunTools runTools,
            Store store) {
        this.sessions = sessions;
        this.sandboxes = sandboxes;
        this.begin = begin;
        this.tools = tools;
        this.runTools = runTools;
        this.store = store;
    }

    /** Hears the result on its way to the caller's listener. */
    private static final class Hearing implements AgentListener {
        private final AgentListener listener;
        private @Nullable ToolResult result;

        Hearing(AgentListener listener) {
            this.listener = listener;
        }

        @Override
        public void on(AgentEvent event) {
            if (event instanceof AgentEvent.ToolFinished finished) {
                result = finished.result();
            }
            listener.on(event);
        }

        ToolResult result() {
            return result == null ? ToolResult.unknown("The call ended without a result.") : result;
        }
    }

    /** The caller has the place in the session's queue. */
    ToolResult run(
            ToolUse use,
            TurnRequest asked,
            EngineSettings configured,
            CancellationSource cancellation,
            AgentListener listener) {
        Session session = sessions.acquire(asked.session());
        TurnRequest request = SessionSettings.applied(asked, session.conversation());
        try {
            if (!request.sandbox().isEmpty()) {
                sandboxes.mustHave(request.sandbox());
            }
        } catch (SandboxException e) {
            sessions.release(session);
            return ToolResult.unavailable(e.shown());
        }
        EngineSettings settings = configured.forRequest(request);
        String id = UUID.randomUUID().toString();
        MDC.put("session", session.id().value());
        MDC.put("turn", id);
        try {
            Hearing hearing = new Hearing(listener);
            TurnState turn = begun(id, session, request, settings, cancellation, new Emitter(hearing));
            Message message = new Message(Role.ASSISTANT, List.of(use));
            runTools.run(turn, new ChatResponse(message, FinishReason.TOOL_USE, Usage.NONE, "none"));
            finish.called(turn);
            // Not in a finally: a session that could not commit is forgotten, and loaded again from what is durable.
            sessions.release(session);
            return hearing.result();
        } finally {
            MDC.remove("session");
            MDC.remove("turn");
        }
    }

    private TurnState begun(
            String id,
            Session session,
            TurnRequest request,
            EngineSettings settings,
            CancellationSource cancellation,
            Emitter events) {
        begin.open(session, request);
        begin.message(id, session, request);
        PromptEpoch epoch = new PromptEpoch(
                "",
                "",
                tools.catalog().callable().stream().map(ToolSpec::definition).toList());
        // Nobody else knows of it: what is said to this turn is not heard.
        Steering steering = new Steering(store, session.id(), () -> 0);
        Workplace place = new Workplace(sandboxes, settings.sandbox(), session, request, events);
        return new TurnState(id, session, request, NO_MODEL, epoch, settings, place, cancellation, steering, events);
    }
}
