package dev.talaria.launcher.supervisor;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Names the add-ons that an unexpected end may be due to, and quarantines those that it must be due to. */
final class Blame {
    private final Home home;
    private final Time time;
    private final Consumer<String> say;
    private final Suspects suspects;
    private final QuarantineList quarantine;

    /** @param say where sentences for people go */
    Blame(Home home, Time time, Consumer<String> say) {
        this.home = home;
        this.time = time;
        this.say = say;
        suspects = new Suspects(time);
        quarantine = new QuarantineList(home.quarantine());
    }

    void ended(Ending ending) {
        List<BusyFile.Entry> busy = BusyFile.read(home.busy());
        Set<String> named = named(ending, busy);
        if (named.isEmpty()) {
            return;
        }
        say.accept(sentence(named, busy));
        Suspects.Verdict verdict = suspects.ended(named);
        String reason = verdict.how() + " within " + Suspects.WINDOW.toMinutes() + " min, at last: " + ending.cause();
        verdict.guilty().forEach(bundle -> hold(bundle, reason));
    }

    /** Whose code called System.exit and, of several who have that class, was at work; else all who were at work. */
    private static Set<String> named(Ending ending, List<BusyFile.Entry> busy) {
        Set<String> atWork = busy.stream().map(BusyFile.Entry::bundle).collect(Collectors.toCollection(TreeSet::new));
        Set<String> callers = ending.bundles();
        if (!callers.isEmpty()) {
            atWork.retainAll(callers);
            return atWork.isEmpty() ? callers : atWork;
        }
        return atWork.equals(Set.of(BusyFile.UNKNOWN)) ? Set.of() : atWork;
    }

    private static String sentence(Set<String> named, List<BusyFile.Entry> busy) {
        if (named.size() > 1) {
            return "several add-ons may have caused this end, and which of them is to blame is not known yet: "
                    + named.stream()
                            .map(bundle -> bundle.equals(BusyFile.UNKNOWN) ? "others" : bundle + doing(bundle, busy))
                            .collect(Collectors.joining(", "))
                    + ".";
        }
        String bundle = named.iterator().next();
        String doing = doing(bundle, busy);
        return bundle + (doing.isEmpty() ? "" : ", which was busy" + doing + ",") + " was named at this end.";
    }

    private static String doing(String bundle, List<BusyFile.Entry> busy) {
        return busy.stream()
                .filter(entry -> entry.bundle().equals(bundle))
                .map(entry -> " (" + entry.what() + ")")
                .distinct()
                .collect(Collectors.joining());
    }

    private void hold(String bundle, String reason) {
        try {
            quarantine.add(bundle, time.now(), reason);
            say.accept(bundle + " is quarantined: it was named " + reason + ". It does not start until it is corrected,"
                    + " or released by: talaria:release " + bundle.substring(0, bundle.indexOf(' ')));
        } catch (IOException e) {
            say.accept(bundle + " should be quarantined, but " + home.quarantine() + " cannot be written: " + e);
        }
    }
}
