package dev.talaria.engine.control;

import dev.talaria.api.approval.ApprovalMode;
import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.base.Principal;
import dev.talaria.api.base.SessionId;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.session.PrunedSessions;
import dev.talaria.api.session.SessionControl;
import dev.talaria.api.session.SessionException;
import dev.talaria.api.session.SessionException.Code;
import dev.talaria.api.session.SessionSetting;
import dev.talaria.api.session.SessionSummary;
import dev.talaria.api.session.UndoneTurns;
import dev.talaria.api.tool.ToolSpec;
import dev.talaria.engine.audit.AuditLog;
import dev.talaria.engine.model.ModelRegistry;
import dev.talaria.engine.sandbox.SandboxRegistry;
import dev.talaria.engine.session.Session;
import dev.talaria.engine.session.SessionEvent.SettingChanged;
import dev.talaria.engine.session.SessionEvent.Titled;
import dev.talaria.engine.session.SessionJournals;
import dev.talaria.engine.session.Sessions;
import dev.talaria.engine.thread.RunThreads;
import dev.talaria.engine.tool.ToolRegistry;
import dev.talaria.engine.turn.TurnQueue;
import dev.talaria.spi.store.BlobStore;
import dev.talaria.spi.store.Store;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Changes sessions: each change in a class of its own, in the place of a turn. */
@Component(service = {SessionControl.class, SessionControlService.class})
public final class SessionControlService implements SessionControl {
    private static final Logger LOG = LoggerFactory.getLogger(SessionControlService.class);

    private final ExecutorService threads = RunThreads.newPool("talaria-sessions");
    private final ModelRegistry models;
    private final SandboxRegistry sandboxes;
    private final ToolRegistry tools;
    private final Changes changes;
    private final Undo undo;
    private final Branch branch;
    private final Routing routing;
    private final Erasing erasing;
    private final Rebuild rebuild;
    private final AuditLog audit;

    @Activate
    public SessionControlService(
            @Reference Store store,
            @Reference BlobStore blobs,
            @Reference Sessions sessions,
            @Reference TurnQueue queue,
            @Reference ModelRegistry models,
            @Reference SandboxRegistry sandboxes,
            @Reference ToolRegistry tools) {
        this(store, blobs, sessions, queue, models, sandboxes, tools, Clock.systemUTC());
        threads.execute(this::rebuildOnce);
    }

    @Deactivate
    void close() {
        threads.shutdownNow();
    }

    /** In a store of an older version, which wrote no records. */
    private void rebuildOnce() {
        try {
            if (rebuild.needed()) {
                LOG.info("The records of {} sessions were made from the journal", rebuild.all());
            }
        } catch (RuntimeException e) {
            LOG.warn("The records of sessions could not be made; session:rebuild tries again: {}", e.toString());
        }
    }

    public SessionControlService(
            Store store,
            BlobStore blobs,
            Sessions sessions,
            TurnQueue queue,
            ModelRegistry models,
            SandboxRegistry sandboxes,
            ToolRegistry tools,
            Clock clock) {
        this.models = models;
        this.sandboxes = sandboxes;
        this.tools = tools;
        SessionJournals catalog = new SessionJournals(store, blobs);
        this.changes = new Changes(store, sessions, catalog, new Places(queue));
        this.undo = new Undo(changes);
        this.branch = new Branch(changes);
        this.routing = new Routing(changes);
        this.erasing = new Erasing(changes, clock);
        this.rebuild = new Rebuild(changes);
        this.audit = new AuditLog(store, clock);
    }

    @Override
    public SessionSummary begin(SessionKey key, Principal by) {
        return routing.begin(key, by.id());
    }

    @Override
    public String title(SessionId id, String text, Principal by) {
        return changes.inPlace(id, session -> titled(session, text, by.id()));
    }

    /** A title that nobody asked for; none if somebody gave one meanwhile. */
    void suggestTitle(SessionId id, String text) {
        changes.inPlace(id, session -> session.info().title().isEmpty() ? titled(session, text, "talaria") : "");
    }

    private String titled(Session session, String text, String by) {
        String title = changes.titles().unused(text, session.id());
        if (!title.equals(session.info().title())) {
            changes.commit(session, new Titled(title, by));
        }
        return title;
    }

    @Override
    public UndoneTurns undo(SessionId id, int turns, Principal by) {
        return changes.inPlace(id, session -> undo.last(session, turns, by.id()));
    }

    @Override
    public SessionSummary branch(SessionId id, Optional<SessionKey> key, OptionalInt turns, Principal by) {
        return branch.of(id, key, turns, by.id());
    }

    @Override
    public Optional<SessionKey> resume(SessionKey key, SessionId id, Principal by) {
        return routing.resume(key, id, by.id());
    }

    @Override
    public Optional<SessionId> reset(SessionKey key, Principal by) {
        return routing.reset(key, by.id());
    }

    @Override
    public void set(SessionId id, SessionSetting setting, String value, Principal by) {
        String checked = value.isBlank() ? "" : checked(setting, value.strip());
        changes.inPlace(id, session -> {
            if (!checked.equals(session.info().settings().getOrDefault(setting.key(), ""))) {
                changes.commit(session, new SettingChanged(setting.key(), checked, by.id()));
                if (setting == SessionSetting.APPROVAL) {
                    audit.record(by.id(), "approval.mode", "session " + id + ": " + checked, "ok");
                }
            }
            return checked;
        });
    }

    private String checked(SessionSetting setting, String value) {
        switch (setting) {
            case MODEL -> {
                try (CancellationSource cancellation = new CancellationSource()) {
                    models.choose(value, true, cancellation);
                }
            }
            case SANDBOX -> sandboxes.mustHave(value);
            case APPROVAL -> mustBeMode(value);
            case TOOLSETS -> {
                return toolsets(value);
            }
        }
        return value;
    }

    private static void mustBeMode(String value) {
        if (ApprovalMode.of(value).isEmpty()) {
            throw new SessionException(
                    Code.REFUSED,
                    "There is no approval mode '" + value + "'. Nothing was changed.",
                    "There are: "
                            + Stream.of(ApprovalMode.values())
                                    .map(ApprovalMode::word)
                                    .collect(Collectors.joining(", "))
                            + ".");
        }
    }

    private String toolsets(String value) {
        TreeSet<String> known = tools.catalog().callable().stream()
                .map(ToolSpec::toolset)
                .collect(Collectors.toCollection(TreeSet::new));
        List<String> wanted =
                Arrays.stream(value.split(",")).map(String::strip).distinct().toList();
        List<String> unknown =
                wanted.stream().filter(name -> !known.contains(name)).toList();
        if (!unknown.isEmpty()) {
            throw new SessionException(
                    Code.REFUSED,
                    "There is no toolset " + String.join(", ", unknown) + ". Nothing was changed.",
                    "There are: " + String.join(", ", known) + ".");
        }
        return String.join(",", wanted);
    }

    @Override
    public void delete(SessionId id, Principal by) {
        erasing.delete(id, by.id());
    }

    @Override
    public PrunedSessions prune(Duration unused, boolean dryRun, Principal by) {
        return erasing.prune(unused, dryRun, by.id());
    }

    @Override
    public long rebuild() {
        return rebuild.all();
    }
}
