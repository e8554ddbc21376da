package dev.talaria.api.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * What a walk along the chain found.
 *
 * @param sound how many entries from the first one on are as they were written
 * @param head hash of the last sound entry, 64 hexadecimal digits; who keeps it elsewhere can tell later whether what came
 *     before was replaced as a whole
 * @param broken the first place where the chain does not hold
 */
public record AuditReport(long sound, String head, Optional<Break> broken) {
    /**
     * @param sequence of the entry that is not as it was written, or is missing
     * @param time when it, or the last one before it, was committed
     * @param problem what is wrong with it
     */
    public record Break(long sequence, Instant time, String problem) {}
}
