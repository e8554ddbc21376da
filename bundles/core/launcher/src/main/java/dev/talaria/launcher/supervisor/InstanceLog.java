package dev.talaria.launcher.supervisor;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What the instance prints, in a file of bounded size with some predecessors: {@code instance.log}, {@code
 * instance.log.1} …. A disk that takes nothing stops nobody: the output is then dropped, so that the instance never
 * waits for it.
 */
final class InstanceLog implements AutoCloseable {
    static final long MOST_BYTES = 10L << 20;
    static final int KEPT = 3;
    private static final int LAST_LINES = 15;
    private static final int LONGEST_LINE = 300;

    private final Path file;
    private final long mostBytes;
    private final Deque<String> last = new ArrayDeque<>();
    private final StringBuilder line = new StringBuilder();
    private OutputStream out;
    private long size;

    InstanceLog(Path file, long mostBytes) {
        this.file = file;
        this.mostBytes = mostBytes;
    }

    /** Takes all that comes until the stream ends. */
    void copy(InputStream from) {
        byte[] bytes = new byte[8192];
        try {
            for (int count = from.read(bytes); count >= 0; count = from.read(bytes)) {
                write(bytes, count);
            }
        } catch (IOException e) {
            // The process is gone; what it said until then is here.
        }
    }

    void println(String text) {
        byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
        store(bytes, bytes.length);
    }

    /** What was printed last: some lines, each of bounded length. */
    synchronized List<String> lastLines() {
        return List.copyOf(last);
    }

    /** What was printed so far is of an earlier process. */
    synchronized void forgetLines() {
        last.clear();
        line.setLength(0);
    }

    private void write(byte[] bytes, int count) {
        note(new String(bytes, 0, count, StandardCharsets.UTF_8));
        store(bytes, count);
    }

    private synchronized void note(String text) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '\n') {
                last.addLast(line.toString());
                line.setLength(0);
                if (last.size() > LAST_LINES) {
                    last.removeFirst();
                }
            } else if (line.length() < LONGEST_LINE && character != '\r') {
                line.append(character);
            }
        }
    }

    private synchronized void store(byte[] bytes, int count) {
        try {
            if (out == null) {
                open();
            }
            if (size + count > mostBytes) {
                rotate();
            }
            out.write(bytes, 0, count);
            size += count;
        } catch (IOException e) {
            close();
        }
    }

    private void open() throws IOException {
        out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        size = Files.size(file);
    }

    private void rotate() throws IOException {
        close();
        for (int i = KEPT - 1; i >= 1; i--) {
            if (Files.exists(older(i))) {
                Files.move(older(i), older(i + 1), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.move(file, older(1), StandardCopyOption.REPLACE_EXISTING);
        open();
    }

    private Path older(int age) {
        return file.resolveSibling(file.getFileName() + "." + age);
    }

    @Override
    public synchronized void close() {
        try {
            if (out != null) {
                out.close();
            }
        } catch (IOException e) {
            // Nothing more can be done for it.
        } finally {
            out = null;
        }
    }
}
