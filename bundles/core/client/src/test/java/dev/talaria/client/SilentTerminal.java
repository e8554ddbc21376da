package dev.talaria.client;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Nobody types, and what is said is kept. */
final class SilentTerminal implements Terminal {
    private final ByteArrayOutputStream error = new ByteArrayOutputStream();

    String said() {
        return error.toString(StandardCharsets.UTF_8);
    }

    @Override
    public InputStream input() {
        return InputStream.nullInputStream();
    }

    @Override
    public OutputStream output() {
        return OutputStream.nullOutputStream();
    }

    @Override
    public OutputStream error() {
        return error;
    }

    @Override
    public void raw(boolean on) {}

    @Override
    public void onResize(Runnable action) {}

    @Override
    public TerminalSize size() {
        return TerminalSize.parse("");
    }
}
