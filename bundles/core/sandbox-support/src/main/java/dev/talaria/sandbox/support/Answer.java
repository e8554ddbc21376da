package dev.talaria.sandbox.support;

import dev.talaria.api.sandbox.SandboxException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a script said of its operation: one line, then bytes.
 *
 * @param word {@code ok}, or what is wrong
 * @param text the rest of the line
 * @param rest what follows; to be closed
 */
public record Answer(String word, String text, InputStream rest) implements AutoCloseable {
    private static final int LONGEST_LINE = 16_384;

    /** Whether all is well. */
    public boolean ok() {
        return word.equals("ok");
    }

    String[] fields() {
        return text.split(" ");
    }

    /** What follows the line, to its end. */
    public byte[] bytes() throws IOException {
        return rest.readAllBytes();
    }

    @Override
    public void close() throws IOException {
        rest.close();
    }

    /**
     * Runs a script and reads its first line.
     *
     * @param input for its standard input; null for none
     * @throws IOException if the sandbox broke off in the middle
     */
    public static Answer of(Exec exec, String script, List<String> arguments, @Nullable InputStream input)
            throws IOException {
        Exec.Channel channel;
        try {
            channel = exec.start(Launches.script(script, arguments, input != null));
        } catch (SandboxException e) {
            throw new IOException(e.getMessage(), e);
        }
        try {
            if (input != null) {
                send(input, channel);
            }
            String line = line(channel.output());
            int space = line.indexOf(' ');
            return space < 0
                    ? new Answer(line, "", new ChannelInput(channel))
                    : new Answer(line.substring(0, space), line.substring(space + 1), new ChannelInput(channel));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** A script that has found something wrong reads no more: what it says of that counts, not the broken pipe. */
    private static void send(InputStream input, Exec.Channel channel) throws IOException {
        byte[] buffer = new byte[65_536];
        for (int length = input.read(buffer); length >= 0; length = input.read(buffer)) {
            try {
                channel.input().write(buffer, 0, length);
            } catch (IOException e) {
                return;
            }
        }
        try {
            channel.input().close();
        } catch (IOException e) {
            return;
        }
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 || line.size() > LONGEST_LINE) {
                throw new IOException("the sandbox broke off: " + line.toString(StandardCharsets.UTF_8));
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}
