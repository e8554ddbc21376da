package dev.talaria.deploy.blame;

import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code run/busy}: a line of fixed length for each thing that an add-on bundle is doing, {@code + MILLISECONDS WHAT
 * NAME VERSION [TOOL]}; a line that is not in use begins with a minus. Whatever finds no line of its own is
 * told by the last one, which names {@code ? ?}: then nobody can be certain who was at work.
 *
 * <p>Mapped into memory, so that a note costs no system call and survives whatever ends the process; not the system's
 * crash, after which nobody asks. The supervisor (the launcher's {@code BusyFile}) reads it.
 */
@Component(service = BusyFile.class)
public final class BusyFile {
    static final int LINES = 64;
    private static final long NO_LINE = -1;
    private static final int WIDTH = 256;
    /** Between the sign and the end of the line. */
    private static final int MOST_TEXT = WIDTH - 2;

    private static final Logger LOG = LoggerFactory.getLogger(BusyFile.class);

    private final @Nullable MappedByteBuffer lines;
    /** When each line was begun, as a count; 0 if it is not in use. */
    private final long[] begun = new long[LINES];

    private long count;
    private int withoutLine;

    @Activate
    public BusyFile(BundleContext context) {
        this(Path.of(context.getProperty("karaf.base"), "run", "busy"));
    }

    BusyFile(Path file) {
        lines = map(file);
    }

    private static @Nullable MappedByteBuffer map(Path file) {
        byte[] empty = new byte[(LINES + 1) * WIDTH];
        Arrays.fill(empty, (byte) ' ');
        for (int line = 0; line <= LINES; line++) {
            empty[line * WIDTH] = '-';
            empty[line * WIDTH + WIDTH - 1] = '\n';
        }
        try {
            Files.createDirectories(file.getParent());
            // Written in full first: a page that the disk has no room for would end the process.
            Files.deleteIfExists(file);
            Files.write(file, empty);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                return channel.map(FileChannel.MapMode.READ_WRITE, 0, empty.length);
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be written; a bundle that ends the process will not be named: {}", file, e.toString());
            return null;
        }
    }

    /**
     * @param what {@code starts}, {@code stops} or {@code calls}
     * @param bundle symbolic name and version
     * @return for {@link #end}
     */
    long begin(String what, String bundle, String tool) {
        byte[] text = text(what, bundle, tool);
        if (lines == null) {
            return NO_LINE;
        }
        synchronized (begun) {
            int line = text.length > MOST_TEXT ? LINES : free();
            if (line == LINES) {
                withoutLine++;
                write(LINES, text(what, "? ?", ""));
                return NO_LINE;
            }
            count++;
            begun[line] = count;
            write(line, text);
            return count * LINES + line;
        }
    }

    private static byte[] text(String what, String bundle, String tool) {
        return (" " + System.currentTimeMillis() + " " + what + " " + bundle + " " + tool)
                .getBytes(StandardCharsets.UTF_8);
    }

    private void write(int line, byte[] text) {
        byte[] padded = Arrays.copyOf(text, MOST_TEXT);
        Arrays.fill(padded, text.length, MOST_TEXT, (byte) ' ');
        lines.put(line * WIDTH, (byte) '-');
        VarHandle.releaseFence();
        lines.put(line * WIDTH + 1, padded);
        VarHandle.releaseFence();
        lines.put(line * WIDTH, (byte) '+');
    }

    void end(long token) {
        if (lines == null) {
            return;
        }
        synchronized (begun) {
            if (token == NO_LINE) {
                withoutLine--;
                if (withoutLine == 0) {
                    lines.put(LINES * WIDTH, (byte) '-');
                }
                return;
            }
            int line = (int) (token % LINES);
            if (begun[line] == token / LINES) {
                begun[line] = 0;
                lines.put(line * WIDTH, (byte) '-');
            }
        }
    }

    /** @return {@link #LINES} if all are in use */
    private int free() {
        int line = 0;
        while (line < LINES && begun[line] != 0) {
            line++;
        }
        return line;
    }
}
