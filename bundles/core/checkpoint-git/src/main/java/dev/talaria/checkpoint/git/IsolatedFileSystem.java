package dev.talaria.checkpoint.git;

import java.io.File;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.FS_POSIX;
import org.jspecify.annotations.Nullable;

/** The file system for the shadow store: no git program is looked for, no shell is run to ask for the umask. */
final class IsolatedFileSystem extends FS_POSIX {
    IsolatedFileSystem() {}

    private IsolatedFileSystem(FS source) {
        super(source);
    }

    @Override
    public FS newInstance() {
        return new IsolatedFileSystem(this);
    }

    @Override
    protected @Nullable File discoverGitExe() {
        return null;
    }

    @Override
    protected @Nullable File discoverGitSystemConfig() {
        return null;
    }

    /** Only the workspace has executable files, and JGit never sees it. */
    @Override
    public boolean supportsExecute() {
        return false;
    }

    @Override
    public ProcessBuilder runInShell(String command, String[] arguments) {
        throw new UnsupportedOperationException("The store of checkpoints runs no program: " + command);
    }
}
