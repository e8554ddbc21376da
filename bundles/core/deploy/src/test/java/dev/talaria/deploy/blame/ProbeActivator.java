package dev.talaria.deploy.blame;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Copied into a bundle: puts what the file says at its start and stop into system properties. */
public final class ProbeActivator implements BundleActivator {
    static final String FILE = "talaria.test.busy";
    static final String START = "talaria.test.busy.start";
    static final String STOP = "talaria.test.busy.stop";

    @Override
    public void start(BundleContext context) throws IOException {
        System.setProperty(START, Files.readString(Path.of(System.getProperty(FILE))));
    }

    @Override
    public void stop(BundleContext context) throws IOException {
        System.setProperty(STOP, Files.readString(Path.of(System.getProperty(FILE))));
    }

    /** What a tool of the bundle would do. */
    interface Work {
        void run() throws Exception;
    }

    static void run(Work work) {
        try {
            work.run();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
