package dev.talaria.gateway.hub;

import dev.talaria.api.base.Principal;
import dev.talaria.api.gateway.InboundMessage;

/**
 * Who wrote, as access lists name people: {@code telegram:42}, {@code slack:T01.U02}.
 *
 * @param platform such as {@code telegram}
 * @param id the platform's, behind that of the space in which it is unique
 */
record Person(String platform, String id) {
    static Person of(InboundMessage message) {
        String space = message.origin().space();
        return new Person(message.address().platform(), (space.isEmpty() ? "" : space + ".") + message.sender());
    }

    /** Whether the platform says who it is. */
    boolean isKnown() {
        return !id.isEmpty() && !id.endsWith(".");
    }

    Principal principal(String name) {
        return new Principal(toString(), name.isEmpty() ? id : name);
    }

    @Override
    public String toString() {
        return platform + ":" + id;
    }
}
