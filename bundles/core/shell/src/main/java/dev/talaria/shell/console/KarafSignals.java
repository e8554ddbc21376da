package dev.talaria.shell.console;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.karaf.shell.api.console.Signal;
import org.apache.karaf.shell.api.console.SignalListener;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.SignalHandler;

/** Karaf's listeners for signals on a JLine terminal. While there are some they take the place of the handler before. */
final class KarafSignals {
    private static final Map<Signal, Terminal.Signal> RAISED = raised();

    private final Terminal terminal;
    private final Map<Signal, List<SignalListener>> listeners = new EnumMap<>(Signal.class);
    private final Map<Signal, SignalHandler> handlersBefore = new EnumMap<>(Signal.class);

    KarafSignals(Terminal terminal) {
        this.terminal = terminal;
    }

    synchronized void add(SignalListener listener, Collection<Signal> signals) {
        for (Signal signal : signals) {
            if (!RAISED.containsKey(signal)) {
                continue;
            }
            List<SignalListener> those = listeners.computeIfAbsent(signal, none -> new CopyOnWriteArrayList<>());
            those.add(listener);
            if (those.size() == 1) {
                handlersBefore.put(
                        signal, terminal.handle(RAISED.get(signal), now -> those.forEach(each -> each.signal(signal))));
            }
        }
    }

    synchronized void remove(SignalListener listener) {
        listeners.forEach((signal, those) -> {
            if (those.remove(listener) && those.isEmpty()) {
                terminal.handle(RAISED.get(signal), handlersBefore.remove(signal));
            }
        });
    }

    /** Those that a terminal raises. */
    private static Map<Signal, Terminal.Signal> raised() {
        Map<Signal, Terminal.Signal> raised = new EnumMap<>(Signal.class);
        raised.put(Signal.INT, Terminal.Signal.INT);
        raised.put(Signal.QUIT, Terminal.Signal.QUIT);
        raised.put(Signal.TSTP, Terminal.Signal.TSTP);
        raised.put(Signal.CONT, Terminal.Signal.CONT);
        raised.put(Signal.WINCH, Terminal.Signal.WINCH);
        return raised;
    }
}
