package dev.talaria.api.gateway;

import dev.talaria.api.base.Principal;
import dev.talaria.api.base.SessionKey;

/** What is to be done with a message that came in. Variants may grow: switch on {@link #kind()} with {@code default}. */
public sealed interface Route {
    Kind kind();

    enum Kind {
        TURN,
        DROP
    }

    /** It is the next message of a session; the reply goes to the message's address. */
    record Turn(SessionKey session, Principal principal) implements Route {
        @Override
        public Kind kind() {
            return Kind.TURN;
        }
    }

    /**
     * Nobody answers it.
     *
     * @param why for the operator
     */
    record Drop(String why) implements Route {
        @Override
        public Kind kind() {
            return Kind.DROP;
        }
    }
}
