package dev.talaria.gateway.hub;

import java.util.List;

/**
 * What an operator allows. People and chats are {@code platform:id}, {@code platform:*} or {@code *}.
 *
 * @param groups chats of several people in which is answered
 * @param unmentioned those of them in which no mention is needed
 * @param programs whether programs are answered
 * @param pairing whether strangers who write in private are given a code
 */
record AccessLists(
        List<String> owners,
        List<String> admins,
        List<String> users,
        List<String> guests,
        List<String> groups,
        List<String> unmentioned,
        boolean programs,
        boolean pairing) {
    AccessLists {
        owners = List.copyOf(owners);
        admins = List.copyOf(admins);
        users = List.copyOf(users);
        guests = List.copyOf(guests);
        groups = List.copyOf(groups);
        unmentioned = List.copyOf(unmentioned);
    }

    /** Nobody but who is paired. */
    static AccessLists closed() {
        List<String> none = List.of();
        return new AccessLists(none, none, none, none, none, none, false, true);
    }

    static boolean names(List<String> list, String platform, String id) {
        return list.contains("*") || list.contains(platform + ":*") || list.contains(platform + ":" + id);
    }
}
