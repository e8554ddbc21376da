package dev.talaria.gateway.hub;

import dev.talaria.api.base.Address;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.gateway.InboundMessage;
import dev.talaria.api.gateway.Origin;
import java.util.Map;

/**
 * Which session a message belongs to. A private chat is one, and each thread of it; in a group each person has one of
 * their own, in a thread of it all share one. Someone who is linked has one over all platforms, for what they say in
 * private.
 *
 * @param groupPerPerson whether each has their own in a group
 * @param threadPerPerson whether each has their own in a thread of a group
 * @param links names by person; those of one name are one
 */
record SessionKeys(boolean groupPerPerson, boolean threadPerPerson, Map<String, String> links) {
    SessionKeys {
        links = Map.copyOf(links);
    }

    SessionKey of(InboundMessage message) {
        Address address = message.address();
        Person person = Person.of(message);
        boolean direct = message.origin().kind() == Origin.Kind.DIRECT;
        String name = links.get(person.toString());
        if (direct && name != null && address.thread().isEmpty()) {
            return new SessionKey("person:" + escaped(name));
        }
        StringBuilder key = new StringBuilder(address.platform() + ":" + escaped(address.account()));
        if (!message.origin().space().isEmpty()) {
            key.append('/').append(escaped(message.origin().space()));
        }
        key.append('/').append(escaped(address.chat()));
        if (!address.thread().isEmpty()) {
            key.append('/').append(escaped(address.thread()));
        }
        boolean own = address.thread().isEmpty() ? groupPerPerson : threadPerPerson;
        if (!direct && own && person.isKnown()) {
            key.append('@').append(escaped(message.sender()));
        }
        return new SessionKey(key.toString());
    }

    /** So that no id can look like another's. */
    private static String escaped(String id) {
        StringBuilder text = new StringBuilder();
        id.codePoints().forEach(character -> {
            if (character == '/' || character == '@' || character == '%' || Character.isISOControl(character)) {
                text.append(String.format("%%%02X", character));
            } else {
                text.appendCodePoint(character);
            }
        });
        return text.toString();
    }
}
