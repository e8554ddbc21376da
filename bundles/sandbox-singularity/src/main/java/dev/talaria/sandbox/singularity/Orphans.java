package dev.talaria.sandbox.singularity;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.sandbox.SandboxException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sandboxes that were to end with their Talaria, which ended without ending them. */
final class Orphans {
    private static final Logger LOG = LoggerFactory.getLogger(Orphans.class);
    private static final String OWNER = "owner";
    private static final Path HOST = Path.of("/proc/sys/kernel/hostname");
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

    private Orphans() {}

    /** Notes that this process owns it: host, its start, the process, and the instance. */
    static void claim(Box box) throws IOException {
        ProcessMark self = ProcessMark.of(ProcessHandle.current().pid())
                .orElseThrow(() -> new IOException("/proc does not show this process"));
        List<String> lines =
                List.of(line(HOST), line(BOOT), Long.toString(self.pid()), Long.toString(self.start()), box.instance());
        Files.write(box.folder().resolve(OWNER), lines);
    }

    /** Ends those of this host whose owner is gone. */
    static void end(Program program, Path scratch) {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(scratch, Files::isDirectory)) {
            for (Path folder : folders) {
                endIfOrphan(program, folder);
            }
        } catch (NoSuchFileException e) {
            LOG.debug("no sandboxes in {}", scratch);
        } catch (IOException e) {
            LOG.warn("Cannot look for orphaned sandboxes in {}: {}", scratch, e.toString());
        }
    }

    private static void endIfOrphan(Program program, Path folder) throws IOException {
        List<String> owner;
        try {
            owner = Files.readAllLines(folder.resolve(OWNER));
        } catch (NoSuchFileException e) {
            return;
        }
        if (owner.size() != 5 || !owner.get(0).equals(line(HOST)) || isAlive(owner)) {
            return;
        }
        try {
            Box box = new Box(folder, owner.get(4));
            Instance.find(program, box.instance(), new CancellationSource()).ifPresent(Instance::stop);
            box.delete();
            Files.deleteIfExists(Opening.lockOf(box));
            LOG.info("Ended {}, which a Talaria that is gone had left", box.instance());
        } catch (SandboxException e) {
            LOG.warn("An orphaned sandbox is left. {}", e.shown());
        }
    }

    private static boolean isAlive(List<String> owner) throws IOException {
        try {
            ProcessMark process = new ProcessMark(Long.parseLong(owner.get(2)), Long.parseLong(owner.get(3)));
            return owner.get(1).equals(line(BOOT)) && process.isAlive();
        } catch (NumberFormatException e) {
            return true;
        }
    }

    private static String line(Path file) throws IOException {
        return Files.readString(file).strip();
    }
}
