package dev.talaria.engine.thread;

import java.time.Instant;

/** Sets work off at a time. What is set off must be quick: it hands the work on to a pool. */
public interface Timer {
    /**
     * @param due a time in the past is now
     * @return takes it back; does nothing if it ran
     */
    Alarm at(Instant due, Runnable work);

    /** Work that is to be set off. */
    interface Alarm {
        void cancel();
    }
}
