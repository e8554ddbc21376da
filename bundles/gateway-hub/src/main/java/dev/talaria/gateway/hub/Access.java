package dev.talaria.gateway.hub;

import dev.talaria.api.gateway.InboundMessage;
import dev.talaria.api.gateway.Origin;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Who is answered. Denies whatever nobody allowed: strangers, groups that are not listed, what is not meant for us,
 * programs. A wildcard among owners or admins counts for nobody.
 */
final class Access {
    private final AccessLists lists;
    private final Predicate<Person> paired;

    /** @param paired whether somebody was let in by a code */
    Access(AccessLists lists, Predicate<Person> paired) {
        this.lists = lists;
        this.paired = paired;
    }

    Verdict verdict(InboundMessage message) {
        Origin origin = message.origin();
        Person person = Person.of(message);
        if (origin.program() && !lists.programs()) {
            return Verdict.silent("a program wrote it");
        }
        return origin.kind() == Origin.Kind.DIRECT ? inPrivate(person) : amongOthers(message, person);
    }

    private Verdict inPrivate(Person person) {
        if (!person.isKnown()) {
            return Verdict.silent("the platform does not say who wrote it");
        }
        Optional<Role> role = role(person);
        if (role.isPresent()) {
            return Verdict.allowed(role.get());
        }
        String why = person + " is on no list";
        return lists.pairing() ? Verdict.pair(why) : Verdict.silent(why);
    }

    /** Whoever is in a listed group may talk there. */
    private Verdict amongOthers(InboundMessage message, Person person) {
        String platform = message.address().platform();
        String chat = chat(message);
        if (!AccessLists.names(lists.groups(), platform, chat)) {
            return Verdict.silent("the group " + platform + ":" + chat + " is on no list");
        }
        boolean meant = message.origin().addressed()
                || !message.origin().pressed().isEmpty()
                || AccessLists.names(lists.unmentioned(), platform, chat);
        if (!meant) {
            return Verdict.silent("it is not meant for us");
        }
        return Verdict.allowed(person.isKnown() ? role(person).orElse(Role.GUEST) : Role.GUEST);
    }

    /** As lists name a chat: behind the space in which its id is unique. */
    static String chat(InboundMessage message) {
        String space = message.origin().space();
        return (space.isEmpty() ? "" : space + ".") + message.address().chat();
    }

    private Optional<Role> role(Person person) {
        if (lists.owners().contains(person.toString())) {
            return Optional.of(Role.OWNER);
        }
        if (lists.admins().contains(person.toString())) {
            return Optional.of(Role.ADMIN);
        }
        if (AccessLists.names(lists.users(), person.platform(), person.id()) || paired.test(person)) {
            return Optional.of(Role.USER);
        }
        return AccessLists.names(lists.guests(), person.platform(), person.id())
                ? Optional.of(Role.GUEST)
                : Optional.empty();
    }
}
