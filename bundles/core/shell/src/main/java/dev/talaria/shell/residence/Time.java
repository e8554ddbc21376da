package dev.talaria.shell.residence;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Clock and sleep, so that a test need not wait. */
interface Time {
    Time SYSTEM = new Time() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void pause(Duration pause) throws InterruptedException {
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
        }
    };

    /** Nanoseconds of a clock that nobody sets. */
    long nanos();

    void pause(Duration pause) throws InterruptedException;
}
