package dev.talaria.checkpoint.git;

import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * Keeps JGit from reading the configuration of the system and of the user, and from writing its measurements of the
 * file system into the user's home.
 *
 * <p>JGit takes its reader from one static field and offers no other way. It is set while the component is active and
 * put back when the last one goes, so that nothing in JGit keeps this bundle alive. So every user of the shared JGit
 * bundle sees no configuration meanwhile: a bundle that needs git as the user has set it up embeds a JGit of its own.
 */
final class IsolatedSystemReader extends SystemReader {
    private static @Nullable SystemReader before;
    private static int users;

    private IsolatedSystemReader() {}

    static synchronized void install() {
        if (users++ == 0) {
            before = SystemReader.getInstance();
            SystemReader.setInstance(new IsolatedSystemReader());
        }
    }

    /** Leaves a reader alone that somebody else has set since. */
    static synchronized void uninstall() {
        if (--users == 0) {
            if (SystemReader.getInstance() instanceof IsolatedSystemReader) {
                SystemReader.setInstance(before);
            }
            before = null;
        }
    }

    @Override
    public String getHostname() {
        return "localhost";
    }

    /** No variable of git, nor of where its configuration is. */
    @Override
    public @Nullable String getenv(String variable) {
        return null;
    }

    @Override
    public @Nullable String getProperty(String key) {
        return System.getProperty(key);
    }

    @Override
    public FileBasedConfig openUserConfig(@Nullable Config parent, FS fs) {
        return new NoConfig(parent, fs);
    }

    @Override
    public FileBasedConfig openSystemConfig(@Nullable Config parent, FS fs) {
        return new NoConfig(parent, fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(@Nullable Config parent, FS fs) {
        return new NoConfig(parent, fs);
    }

    @Override
    @Deprecated
    @SuppressWarnings("deprecation") // Abstract where it comes from.
    public long getCurrentTime() {
        return System.currentTimeMillis();
    }

    @Override
    @Deprecated
    @SuppressWarnings("deprecation") // Abstract where it comes from.
    public int getTimezone(long when) {
        return 0;
    }

    /**
     * Empty, and never a file. Only the resolution of the file system's clock is told, else JGit measures it for seconds
     * at the first checkpoint; nobody but this process writes the store, so that a guess on the safe side will do.
     */
    private static final class NoConfig extends FileBasedConfig {
        private static final long RESOLUTION_MILLIS = 50;

        NoConfig(@Nullable Config parent, FS fs) {
            super(parent, null, fs);
        }

        @Override
        public long getTimeUnit(
                String section, @Nullable String subsection, String name, long otherwise, TimeUnit unit) {
            return section.equals(ConfigConstants.CONFIG_FILESYSTEM_SECTION)
                    ? unit.convert(RESOLUTION_MILLIS, TimeUnit.MILLISECONDS)
                    : otherwise;
        }

        @Override
        public void load() {
            // There is nothing to load.
        }

        @Override
        public void save() {
            // What is measured is measured again.
        }

        @Override
        public boolean isOutdated() {
            return false;
        }
    }
}
