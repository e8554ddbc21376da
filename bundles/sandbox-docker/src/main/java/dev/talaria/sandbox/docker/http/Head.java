package dev.talaria.sandbox.docker.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The head of an answer (RFC 9112).
 *
 * @param headers by name, in any case
 */
record Head(int status, Map<String, List<String>> headers) {
    private static final int LONGEST_LINE = 65_536;
    private static final int MOST_LINES = 1_000;

    static Head read(InputStream in) throws IOException {
        String[] status = line(in).split(" ", 3);
        if (status.length < 2 || !status[0].startsWith("HTTP/1.") || !status[1].matches("[1-5][0-9][0-9]")) {
            throw new IOException("what listens there speaks no HTTP/1.1: " + String.join(" ", status));
        }
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        int lines = 0;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            if (colon <= 0 || ++lines > MOST_LINES) {
                throw new IOException("the daemon's answer is no HTTP: " + line);
            }
            headers.computeIfAbsent(line.substring(0, colon).strip(), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        return new Head(Integer.parseInt(status[1]), headers);
    }

    /** What follows the head, to its end. */
    InputStream body(InputStream in) throws IOException {
        if (status == 204 || status == 304) {
            return InputStream.nullInputStream();
        }
        if (first("Transfer-Encoding").equalsIgnoreCase("chunked")) {
            return new ChunkedInput(in);
        }
        String length = first("Content-Length");
        return length.isEmpty() ? in : new SizedInput(in, size(length));
    }

    private static long size(String text) throws IOException {
        try {
            return Long.parseUnsignedLong(text);
        } catch (NumberFormatException e) {
            throw new IOException("the daemon's answer has no length: " + text, e);
        }
    }

    /** Empty if there is none. */
    String first(String name) {
        List<String> values = headers.get(name);
        return values == null ? "" : values.get(0);
    }

    /** Without its end of line, which is LF or CR LF. */
    static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(80);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the daemon closed the connection in the middle of its answer");
            }
            if (line.size() >= LONGEST_LINE) {
                throw new IOException("a line of the daemon's answer is longer than " + LONGEST_LINE + " bytes");
            }
            line.write(next);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
