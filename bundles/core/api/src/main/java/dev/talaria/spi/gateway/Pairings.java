package dev.talaria.spi.gateway;

import dev.talaria.api.gateway.PairedPerson;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Lets strangers of chat platforms in, by codes that they are given there. Provided by the router that gives them. */
@ConsumerType
public interface Pairings {
    /** Who waits with a code, and who was let in; by platform and id. */
    List<PairedPerson> list();

    /**
     * Lets in who was given a code.
     *
     * @param code as somebody typed it
     * @throws dev.talaria.api.gateway.PairingException WRONG or LOCKED; what was wrong counts
     */
    PairedPerson approve(String platform, String code);

    /**
     * Puts somebody out again.
     *
     * @return false if they were not let in by a code
     */
    boolean revoke(String platform, String id);
}
