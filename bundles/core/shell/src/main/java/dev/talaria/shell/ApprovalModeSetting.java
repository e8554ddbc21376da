package dev.talaria.shell;

import dev.talaria.api.approval.ApprovalMode;
import dev.talaria.api.audit.Audit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Dictionary;
import java.util.Hashtable;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Sets the mode for good: in Config Admin, and by File Install, which writes changes back, in its file. */
@Component(service = ApprovalModeSetting.class)
public final class ApprovalModeSetting {
    private static final String PID = "dev.talaria.approval";
    private static final String KEY = "mode";
    /** File Install keeps a configuration and the file of this name the same. */
    private static final String FILE = "felix.fileinstall.filename";

    private final Path etc;
    private final ConfigurationAdmin configurations;
    private final Audit audit;

    @Activate
    public ApprovalModeSetting(
            BundleContext context, @Reference ConfigurationAdmin configurations, @Reference Audit audit) {
        this(Path.of(context.getProperty("karaf.etc")), configurations, audit);
    }

    ApprovalModeSetting(Path etc, ConfigurationAdmin configurations, Audit audit) {
        this.etc = etc;
        this.configurations = configurations;
        this.audit = audit;
    }

    /** @throws IOException if it cannot be kept; then nothing has changed */
    void set(ApprovalMode mode) throws IOException {
        Configuration configuration = configurations.getConfiguration(PID, "?");
        @Nullable Dictionary<String, Object> before = configuration.getProperties();
        Dictionary<String, Object> properties = before == null ? new Hashtable<>() : before;
        properties.put(KEY, mode.word());
        if (properties.get(FILE) == null) {
            properties.put(FILE, file(mode).toUri().toString());
        }
        configuration.update(properties);
        audit.record("approval.mode", mode.word(), "ok");
    }

    private Path file(ApprovalMode mode) throws IOException {
        Path file = etc.resolve(PID + ".cfg");
        try {
            Files.writeString(
                    file, KEY + " = " + mode.word() + "\n", StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
            return file;
        } catch (FileAlreadyExistsException e) {
            // To go on would drop its other keys.
            throw new IOException("it has just been written and is not read yet; try again", e);
        }
    }
}
