package dev.talaria.attach;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a client says of itself and what it wants.
 *
 * @param distribution version of the distribution that the client is of
 * @param words the command line, the command's name first
 * @param cwd absolute directory that relative paths mean
 * @param terminal type of the terminal as in {@code TERM}; empty if there is none
 * @param columns width of the terminal in characters; 0 if unknown
 * @param rows its height in lines; 0 if unknown
 * @param inputTerminal whether standard input is a terminal
 * @param outputTerminal whether standard output is a terminal
 * @param errorTerminal whether standard error is a terminal
 * @param environment the variables of {@link #VARIABLES} that are set, and the {@link #fingerprint} of those of
 *     {@link #SETTINGS}
 */
public record Hello(
        String distribution,
        List<String> words,
        String cwd,
        String terminal,
        int columns,
        int rows,
        boolean inputTerminal,
        boolean outputTerminal,
        boolean errorTerminal,
        Map<String, String> environment) {
    /** Of the protocol. A change that the other side would not understand makes a new one. */
    public static final int PROTOCOL = 1;

    /** What of the client's environment is sent: nothing that could be a secret. */
    public static final List<String> VARIABLES = List.of("LANG", "TERM", "COLORTERM", "NO_COLOR");

    /**
     * What an instance takes from the environment that it is started in. Clients send only fingerprints, so that one
     * whose setting is another than the instance's can be told that it does not count.
     */
    public static final List<String> SETTINGS = List.of(
            "ANTHROPIC_API_KEY",
            "ANTHROPIC_BASE_URL",
            "NOUS_API_KEY",
            "OPENAI_API_KEY",
            "OPENAI_BASE_URL",
            "OPENAI_MODEL",
            "OPENROUTER_API_KEY");

    public Hello {
        words = List.copyOf(words);
        environment = new LinkedHashMap<>(environment);
    }

    /** A client that is on no terminal. */
    public Hello(String distribution, List<String> words, String cwd) {
        this(distribution, words, cwd, "", 0, 0, false, false, false, Map.of());
    }

    /** Tells values apart and says nothing else of them. */
    public static String fingerprint(String value) {
        return Integer.toHexString(value.hashCode());
    }

    public byte[] encoded() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(PROTOCOL);
            write(out, distribution);
            out.writeInt(words.size());
            for (String word : words) {
                write(out, word);
            }
            write(out, cwd);
            write(out, terminal);
            out.writeInt(columns);
            out.writeInt(rows);
            out.writeBoolean(inputTerminal);
            out.writeBoolean(outputTerminal);
            out.writeBoolean(errorTerminal);
            out.writeInt(environment.size());
            for (Map.Entry<String, String> variable : environment.entrySet()) {
                write(out, variable.getKey());
                write(out, variable.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // never, in memory
        }
        return bytes.toByteArray();
    }

    /**
     * @throws WrongVersionException if it is of another version of the protocol
     * @throws ProtocolException if it cannot be understood
     */
    public static Hello decode(byte[] bytes) throws WrongVersionException, ProtocolException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int protocol = in.readInt();
            String distribution = readString(in);
            if (protocol != PROTOCOL) {
                throw new WrongVersionException(protocol, distribution);
            }
            Hello hello = new Hello(
                    distribution,
                    readStrings(in, 1),
                    readString(in),
                    readString(in),
                    in.readInt(),
                    in.readInt(),
                    in.readBoolean(),
                    in.readBoolean(),
                    in.readBoolean(),
                    pairs(readStrings(in, 2)));
            if (in.available() > 0) {
                throw new ProtocolException("HELLO with " + in.available() + " bytes too many");
            }
            return hello;
        } catch (WrongVersionException | ProtocolException e) {
            throw e;
        } catch (IOException e) {
            throw new ProtocolException("HELLO that breaks off");
        }
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String readString(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new EOFException();
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    private static List<String> readStrings(DataInputStream in, int each) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > in.available()) {
            throw new EOFException();
        }
        List<String> strings = new ArrayList<>();
        for (int i = 0; i < count * each; i++) {
            strings.add(readString(in));
        }
        return strings;
    }

    private static Map<String, String> pairs(List<String> strings) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (int i = 0; i < strings.size(); i += 2) {
            pairs.put(strings.get(i), strings.get(i + 1));
        }
        return pairs;
    }

    /** A HELLO in another version of the protocol. */
    public static final class WrongVersionException extends IOException {
        private final String distribution;

        WrongVersionException(int protocol, String distribution) {
            super("version " + protocol + " of the protocol; this is version " + PROTOCOL);
            this.distribution = distribution;
        }

        /** Of the client. */
        public String distribution() {
            return distribution;
        }
    }
}
