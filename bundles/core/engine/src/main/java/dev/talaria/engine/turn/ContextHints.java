package dev.talaria.engine.turn;

import dev.talaria.api.approval.Effect;
import dev.talaria.api.approval.Resource;
import dev.talaria.api.sandbox.SandboxLease;
import dev.talaria.api.sandbox.SandboxSpec;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.engine.context.ContextFiles;
import dev.talaria.engine.context.ContextFiles.Notes;
import dev.talaria.engine.context.ContextPrompt;
import dev.talaria.engine.prompt.Surroundings;
import dev.talaria.engine.sandbox.SandboxRegistry;
import java.util.Optional;

/**
 * Brings context files to the model: the nearest ones of the working directory in the pinned prompt, and those of a
 * directory below with the result of the first call that touches it.
 */
final class ContextHints {
    private final ContextFiles files;
    private final SandboxRegistry sandboxes;

    ContextHints(ContextFiles files, SandboxRegistry sandboxes) {
        this.files = files;
        this.sandboxes = sandboxes;
    }

    /** What a new epoch of a session in this directory says of it. */
    Surroundings surroundings(String cwd, EngineSettings settings) {
        Optional<String> notes = settings.contextFiles()
                ? files.nearest(lease(settings), cwd).map(found -> words(found, settings))
                : Optional.empty();
        return new Surroundings(cwd, settings.sandbox(), files.identity(), notes);
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
        String cwd = turn.request.cwd();
        boolean below = touched.isFile()
                && touched.sandboxId().equals(turn.settings.sandbox())
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
        return files.nearest(lease(turn.settings), directory)
                .filter(notes -> notes.path().lastIndexOf('/') > cwd.length())
                .filter(notes -> turn.session.tellOnce(notes.path()));
    }

    private SandboxLease lease(EngineSettings settings) {
        return sandboxes.lease(new SandboxSpec(settings.sandbox(), settings.sandbox()));
    }

    private static String words(Notes notes, EngineSettings settings) {
        return ContextPrompt.of(notes, ContextPrompt.trusted(notes.path(), settings.trustedTrees()));
    }
}
