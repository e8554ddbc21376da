package dev.talaria.engine.service;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/**
 * What stands for a service among others of its kind.
 *
 * @param ranking the higher wins
 * @param age among equals the lower, which is older, wins
 */
public record Ranked<T>(int ranking, long age, T value) {
    public static <T> Ranked<T> of(ServiceReference<?> reference, T value) {
        int ranking = reference.getProperty(Constants.SERVICE_RANKING) instanceof Integer given ? given : 0;
        return new Ranked<>(ranking, (Long) reference.getProperty(Constants.SERVICE_ID), value);
    }

    /** The winner first. */
    public static <T> List<T> inOrder(Collection<Ranked<T>> all) {
        return all.stream()
                .sorted(Comparator.<Ranked<T>>comparingInt(Ranked::ranking)
                        .reversed()
                        .thenComparingLong(Ranked::age))
                .map(Ranked::value)
                .toList();
    }
}
