package dev.talaria.gateway.hub;

import dev.talaria.api.gateway.Route.WhenBusy;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The configuration, as the hub reads it. */
record HubSettings(AccessLists access, SessionKeys keys, WhenBusy whenBusy, ResetPolicy reset) {

    /** @throws IllegalArgumentException with what is wrong with a value */
    static HubSettings of(HubConfig config) {
        AccessLists access = new AccessLists(
                list(config.owners()),
                list(config.admins()),
                list(config.users()),
                list(config.guests()),
                list(config.groups()),
                list(config.unmentioned()),
                config.programs(),
                config.pairing());
        ZoneId zone = config.zone().isBlank()
                ? ZoneId.systemDefault()
                : ZoneId.of(config.zone().strip());
        return new HubSettings(
                access,
                new SessionKeys(config.groupPerPerson(), config.threadPerPerson(), links(config.links())),
                WhenBusy.valueOf(config.whileBusy().strip().toUpperCase(Locale.ROOT)),
                new ResetPolicy(Duration.ofMinutes(config.resetIdleMinutes()), config.resetHour(), zone));
    }

    private static List<String> list(String[] values) {
        return Arrays.stream(values)
                .flatMap(value -> Arrays.stream(value.split(",")))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    static Map<String, String> links(String[] values) {
        Map<String, String> links = new HashMap<>();
        for (String link : list(values)) {
            int equals = link.indexOf('=');
            if (equals <= 0 || link.indexOf(':', equals) < 0) {
                throw new IllegalArgumentException("links: '" + link + "' is not name=platform:id");
            }
            links.put(
                    link.substring(equals + 1).strip(),
                    link.substring(0, equals).strip());
        }
        return links;
    }
}
