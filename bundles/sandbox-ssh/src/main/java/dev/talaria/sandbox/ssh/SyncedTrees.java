package dev.talaria.sandbox.ssh;

import dev.talaria.api.sandbox.SandboxException;
import dev.talaria.sandbox.support.Exec;
import dev.talaria.sandbox.support.Options;
import dev.talaria.sandbox.support.sync.SyncedDirectory;
import dev.talaria.sandbox.support.sync.TreeSync;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The directories that a sandbox keeps the same here and on its host. */
final class SyncedTrees {
    private static final Logger LOG = LoggerFactory.getLogger(SyncedTrees.class);

    private final String id;
    private final List<Tree> trees = new ArrayList<>();

    private record Tree(SyncedDirectory directory, TreeSync sync) {}

    /** @throws SandboxException if one of them is not there */
    SyncedTrees(String id, Exec exec, SshSettings settings, Workspace workspace, Options options) {
        this.id = id;
        for (String text : settings.sync()) {
            try {
                SyncedDirectory directory = SyncedDirectory.parse(text, settings.home(), workspace.directory());
                if (!Files.isDirectory(directory.host())) {
                    throw new IllegalArgumentException(directory.host() + " is no directory");
                }
                String memory = workspace.state() + "/sync/" + trees.size();
                trees.add(new Tree(directory, new TreeSync(exec, directory, memory, id)));
            } catch (IllegalArgumentException e) {
                throw options.unusable("sync: " + e.getMessage(), "Correct sync; each is here:there or here:there:ro.");
            }
        }
    }

    /** Sends what changed here. */
    void push() {
        for (Tree tree : trees) {
            try {
                tree.sync().push();
            } catch (IOException e) {
                throw e.getCause() instanceof SandboxException failure ? failure : failed(tree, e);
            }
        }
    }

    private SandboxException failed(Tree tree, IOException cause) {
        return new SandboxException(
                SandboxException.Code.CANNOT_START,
                "The sandbox " + id + ": " + tree.directory().host() + " could not be sent to "
                        + tree.directory().remote() + ": " + cause.getMessage() + ".",
                "Correct what is said, or take it out of sync.",
                cause);
    }

    /** Brings back what changed there. What does not come is said in the log. */
    void pull() {
        for (Tree tree : trees) {
            String what = "Sandbox " + id + ", " + tree.directory().host();
            try {
                tree.sync().pull().forEach(left -> LOG.warn("{}: {}.", what, left));
            } catch (IOException e) {
                LOG.warn(
                        "{}: nothing came back from {}: {}. It is still there, and comes when the sandbox is opened.",
                        what,
                        tree.directory().remote(),
                        e.getMessage());
            }
        }
    }
}
