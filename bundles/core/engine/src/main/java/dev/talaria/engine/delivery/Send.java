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
    private final AtomicBoolean ended = new AtomicBoolean();
    private final List<Alarm> alarms = new ArrayList<>();

    Send(OutboxRow row, Outgoing outgoing, Connector connector) {
        this.row = row;
        this.outgoing = outgoing;
        this.connector = connector;
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

    /** @throws DeliveryException whatever goes wrong */
    Receipt run() {
        try {
            RepeatGuard guard = connector.repeatGuard();
            if (row.uncertain() && guard == RepeatGuard.HISTORY) {
                Optional<Receipt> earlier = connector.find(message(outgoing.text(), false), cancellation);
                if (earlier.isPresent()) {
                    return earlier.get();
                }
            }
            boolean maybeRepeat = row.uncertain() && guard == RepeatGuard.NONE;
            String text = maybeRepeat ? marked(outgoing.text()) : outgoing.text();
            return connector.send(message(text, maybeRepeat), cancellation);
        } catch (DeliveryException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            throw new DeliveryException(
                    Reason.UNKNOWN, "The connector failed while it sent: " + e, "Update its bundle.", null, e);
        }
    }

    private OutboundMessage message(String text, boolean maybeRepeat) {
        return new OutboundMessage(row.key(), row.attempts(), outgoing.address(), text, maybeRepeat);
    }

    static String marked(String text) {
        return "(This may be a repeat: nobody saw whether it had arrived.)\n\n" + text;
    }
}
