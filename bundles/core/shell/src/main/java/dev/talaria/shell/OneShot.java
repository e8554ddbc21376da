package dev.talaria.shell;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.shell.AskOptions.UsageException;
import java.time.Duration;
import java.util.List;
import org.apache.karaf.features.BootFinished;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the launcher's command once boot is complete, then stops the framework. The launcher passes the words in
 * {@code talaria.command}, joined by the unit separator, and exits with {@code talaria.exit.code}.
 */
@Component(service = OneShot.class, immediate = true)
public final class OneShot {
    private static final Logger LOG = LoggerFactory.getLogger(OneShot.class);
    private static final String COMMAND = "talaria.command";
    private static final String EXIT_CODE = "talaria.exit.code";
    private static final String UNIT_SEPARATOR = "\037";
    private static final int USAGE_ERROR = 2;
    private static final Duration LONGEST_START = Duration.ofSeconds(60);

    private final Ask ask;
    private final BundleContext context;
    private final CancellationSource cancellation = new CancellationSource();

    @Activate
    public OneShot(@Reference BootFinished bootFinished, @Reference Ask ask, BundleContext context) {
        this.ask = ask;
        this.context = context;
        String command = context.getProperty(COMMAND);
        // The command runs once in the life of the process, however often this component comes and goes.
        if (command != null && System.getProperty(EXIT_CODE) == null) {
            System.setProperty(EXIT_CODE, "1");
            List<String> words = List.of(command.split(UNIT_SEPARATOR, -1));
            // Not on the thread that activates components: it must be free to stop them again.
            new Thread(() -> runAndStop(words), "talaria-command").start();
        }
    }

    @Deactivate
    void deactivate() {
        cancellation.cancel("Talaria is stopping");
    }

    private void runAndStop(List<String> words) {
        int code = 1;
        try {
            if (!BundlesStarted.await(context, LONGEST_START)) {
                LOG.warn("The framework has not started all bundles within {}; going on", LONGEST_START);
            }
            code = run(words);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("The command failed", e);
            new ProcessTerminal()
                    .notes()
                    .println("Talaria failed: " + e + "\nThe log has the details: logs/talaria.log");
        } finally {
            System.setProperty(EXIT_CODE, String.valueOf(code));
            stopFramework();
        }
    }

    private int run(List<String> words) {
        ProcessTerminal terminal = new ProcessTerminal();
        if (!words.get(0).equals("ask")) {
            terminal.notes().println("There is no command '" + words.get(0) + "'.\n" + AskOptions.USAGE);
            return USAGE_ERROR;
        }
        try {
            AskOptions options = AskOptions.parse(words.subList(1, words.size()));
            return ask.run(options, terminal, System.getProperty("user.dir"), cancellation);
        } catch (UsageException e) {
            terminal.notes().println(e.getMessage());
            return USAGE_ERROR;
        }
    }

    private void stopFramework() {
        if (cancellation.isCancelled()) {
            return; // this component is being stopped: so is the framework
        }
        try {
            context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).stop();
        } catch (BundleException | IllegalStateException e) {
            LOG.error("The framework cannot be stopped", e);
        }
    }
}
