package dev.talaria.engine.turn;

import dev.talaria.api.approval.Effect;
import dev.talaria.api.approval.Resource;
import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.sandbox.SandboxLease;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.engine.context.ContextFiles;
import dev.talaria.engine.context.ContextFiles.Notes;
import dev.talaria.engine.context.ContextPrompt;
import dev.talaria.engine.prompt.Surroundings;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings context files to the model: the nearest ones of the working directory in the pinned prompt, and those of a
 * directory below with the result of the first call that touches it.
 */
final class ContextHints {
    private static final Logger LOG = LoggerFactory.getLogger(ContextHints.class);
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final ContextFiles files;
    private final ExecutorService threads;

    ContextHints(ContextFiles files, ExecutorService threads) {
        this.files = files;
        this.threads = threads;
    }

    /** What a new epoch of a session there says of it. A sandbox that is not open yet is not opened for it. */
    Surroundings surroundings(Workplace place, EngineSettings settings) {
        CancellationSource search = new CancellationSource();
        String cwd = place.isKnown() ? place.workspace(search) : "";
        Optional<String> notes = settings.contextFiles() && !cwd.isEmpty()
                ? nearest(place, cwd).map(found -> words(found, settings))
                : Optional.empty();
        return new Surroundings(cwd, place.id(), files.identity(), notes);
    }

    /** The result, with the notes that come with the place which the call touched, if they are new to the session. */
    ToolResult added(TurnState turn, PlannedCall call, ToolResult result) {
        if (!turn.settings.contextFiles() || result.status() != ToolResult.Status.OK) {
            return result;
        }
        String text = result.text();
        for (Effect effect : call.effects().list()) {
            Optional<Notes> notes = newNotes(turn, effect.resource());
            if (notes.isPresent()) {
                text += "\n\n" + words(notes.get(), turn.settings);
            }
        }
        return new ToolResult(result.status(), text);
    }

    private Optional<Notes> newNotes(TurnState turn, Resource touched) {
        String cwd = turn.place.isKnown() ? turn.place.workspace(turn.cancellation) : "";
        boolean below = touched.isFile()
                && !cwd.isEmpty()
                && touched.sandboxId().equals(turn.place.id())
                && touched.path().startsWith(cwd + "/");
        if (!below) {
            return Optional.empty();
        }
        String path = touched.path();
        String directory = touched.isTree() ? path : path.substring(0, path.lastIndexOf('/'));
        if (directory.equals(cwd) || !turn.session.tellOnce(directory)) {
            return Optional.empty();
        }
        // Notes above or in the working directory are in the prompt already.
        return nearest(turn.place, directory)
                .filter(notes -> notes.path().lastIndexOf('/') > cwd.length())
                .filter(notes -> turn.session.tellOnce(notes.path()));
    }

    /** On a thread of its own: a sandbox that does not answer costs the notes, not the turn. */
    private Optional<Notes> nearest(Workplace place, String directory) {
        SandboxLease lease = place.sandbox(new CancellationSource());
        Future<Optional<Notes>> search = threads.submit(() -> files.nearest(lease, directory));
        try {
            return search.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            search.cancel(true);
            LOG.warn("Context files of {} were not read within {}. The turn goes on without.", directory, DEADLINE);
        } catch (ExecutionException e) {
            LOG.warn("Context files of {} cannot be read. The turn goes on without.", directory, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    private static String words(Notes notes, EngineSettings settings) {
        return ContextPrompt.of(notes, ContextPrompt.trusted(notes.path(), settings.trustedTrees()));
    }
}
