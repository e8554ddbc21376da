package dev.talaria.shell.console;

import dev.talaria.shell.attach.AttachedClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import org.apache.karaf.shell.api.console.SignalListener;
import org.jline.terminal.Size;
import org.jline.terminal.impl.ExternalTerminal;

/**
 * The terminal of an attached client, for JLine and for Karaf. Keys come raw; what they mean (Ctrl-C, erasing, echo) is
 * made here.
 */
public final class RemoteTerminal extends ExternalTerminal implements org.apache.karaf.shell.api.console.Terminal {
    private static final int USUAL_COLUMNS = 80;
    private static final int USUAL_ROWS = 24;

    private final AttachedClient client;
    private final boolean person;
    private final KarafSignals signals = new KarafSignals(this);

    private RemoteTerminal(AttachedClient client) throws IOException {
        super("talaria", client.terminalType(), client.input(), client.output(), StandardCharsets.UTF_8);
        this.client = client;
        this.person = client.inputIsTerminal();
    }

    /** Takes the client's terminal over until it is closed. */
    public static RemoteTerminal open(AttachedClient client) throws IOException {
        if (client.inputIsTerminal()) {
            client.raw(true);
        }
        client.readEverything();
        RemoteTerminal terminal = new RemoteTerminal(client);
        terminal.resize(client.columns(), client.rows());
        client.onResize((columns, rows) -> {
            terminal.resize(columns, rows);
            terminal.raise(Signal.WINCH);
        });
        return terminal;
    }

    private void resize(int columns, int rows) {
        setSize(new Size(columns > 0 ? columns : USUAL_COLUMNS, rows > 0 ? rows : USUAL_ROWS));
    }

    @Override
    protected void doClose() throws IOException {
        super.doClose();
        if (person) {
            client.raw(false);
        }
    }

    @Override
    public int getWidth() {
        return getSize().getColumns();
    }

    @Override
    public int getHeight() {
        return getSize().getRows();
    }

    @Override
    public boolean isAnsiSupported() {
        return client.coloured();
    }

    @Override
    public boolean isEchoEnabled() {
        return echo();
    }

    @Override
    public void setEchoEnabled(boolean enabled) {
        echo(enabled);
    }

    @Override
    public void addSignalListener(SignalListener listener, org.apache.karaf.shell.api.console.Signal... which) {
        signals.add(listener, Arrays.asList(which));
    }

    @Override
    public void addSignalListener(SignalListener listener, EnumSet<org.apache.karaf.shell.api.console.Signal> which) {
        signals.add(listener, which);
    }

    @Override
    public void addSignalListener(SignalListener listener) {
        signals.add(listener, EnumSet.allOf(org.apache.karaf.shell.api.console.Signal.class));
    }

    @Override
    public void removeSignalListener(SignalListener listener) {
        signals.remove(listener);
    }
}
