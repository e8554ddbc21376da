package dev.talaria.engine.delivery;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.gateway.DeliveryException;
import dev.talaria.api.gateway.DeliveryException.Reason;
import dev.talaria.api.gateway.OutboundMessage;
import dev.talaria.api.gateway.Receipt;
import dev.talaria.api.store.OutboxRow;
import dev.talaria.engine.thread.Timer.Alarm;
import dev.talaria.spi.gateway.Connector;
import dev.talaria.spi.gateway.Connector.RepeatGuard;
import dev.talaria.spi.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** One try to send one row. It ends once, on the thread that sends or, if that does not answer, without it. */
final class Send {
    final OutboxRow row;
    final Connector connector;
    final CancellationSource cancellation = new CancellationSource();
    private final Outgoing outgoing;
    private final Store store;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final List<Alarm> alarms = new ArrayList<>();

    Send(OutboxRow row, Outgoing outgoing, Connector connector, Store store) {
        this.row = row;
        this.outgoing = outgoing;
        this.connector = connector;
        this.store = store;
    }

    synchronized void setAlarm(Alarm alarm) {
        if (ended.get()) {
            alarm.cancel();
        } else {
            alarms.add(alarm);
        }
    }

    /** @return whether this call ended it */
    boolean end() {
        boolean first = ended.compareAndSet(false, true);
        synchronized (this) {
            alarms.forEach(Alarm::cancel);
        }
        return first;
    }

    /**
     * Sends what is left of the row's parts.
     *
     * @return of the last part
     * @throws DeliveryException whatever goes wrong
     */
    Receipt run() {
        try {
            Parts parts = new Parts(store, row.key(), () -> connector.parts(outgoing.text()));
            // Later ones were not begun by anybody.
            Receipt receipt = first(parts);
            while (parts.sent()) {
                receipt = connector.send(message(parts, parts.next(), false), cancellation);
            }
            return receipt;
        } catch (DeliveryException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            throw new DeliveryException(
                    Reason.UNKNOWN, "The connector failed while it sent: " + e, "Update its bundle.", null, e);
        }
    }

    private Receipt first(Parts parts) {
        RepeatGuard guard = connector.repeatGuard();
        if (row.uncertain() && guard == RepeatGuard.HISTORY) {
            Optional<Receipt> earlier = connector.find(message(parts, parts.next(), false), cancellation);
            if (earlier.isPresent()) {
                return earlier.get();
            }
        }
        boolean maybeRepeat = row.uncertain() && guard == RepeatGuard.NONE;
        String text = maybeRepeat ? marked(parts.next()) : parts.next();
        return connector.send(message(parts, text, maybeRepeat), cancellation);
    }

    private OutboundMessage message(Parts parts, String text, boolean maybeRepeat) {
        return new OutboundMessage(parts.nextKey(), row.attempts(), outgoing.address(), text, maybeRepeat);
    }

    static String marked(String text) {
        return "(This may be a repeat: nobody saw whether it had arrived.)\n\n" + text;
    }
}
