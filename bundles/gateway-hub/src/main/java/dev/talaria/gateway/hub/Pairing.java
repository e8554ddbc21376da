package dev.talaria.gateway.hub;

import dev.talaria.api.base.Json;
import dev.talaria.api.state.StateEntry;
import dev.talaria.api.state.States;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Lets strangers in: whoever writes in private is given a code, and an operator who is told that code approves it. Only a
 * salted hash of a code is kept. A code lives an hour; a platform has three at most; a person gets one each ten minutes;
 * after five wrong ones nothing is approved or given on that platform for an hour. All of that survives a restart.
 */
final class Pairing {
    static final Duration CODE_LIVES = Duration.ofHours(1);
    static final Duration ONE_EACH = Duration.ofMinutes(10);
    static final Duration LOCKED = Duration.ofHours(1);
    static final int MOST_PENDING = 3;
    static final int MOST_FAILURES = 5;

    /** No letter or digit that can be taken for another one. */
    private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private static final int CODE_LENGTH = 8;
    private static final int SALT_BYTES = 16;
    private static final int MOST_ENTRIES = 10_000;

    private final States states;
    private final Clock clock;
    private final RandomGenerator random;

    /** @param random one that cannot be foreseen */
    Pairing(States states, Clock clock, RandomGenerator random) {
        this.states = states;
        this.clock = clock;
        this.random = random;
    }

    /** Someone who was let in, or waits for it. */
    record Guest(Person person, String name, Instant since) {}

    /** What became of an attempt to approve. */
    enum Outcome {
        APPROVED,
        WRONG,
        /** Too many were wrong. */
        LOCKED
    }

    /** @param guest who it is; empty unless APPROVED */
    record Approval(Outcome outcome, Optional<Guest> guest) {}

    boolean isPaired(Person person) {
        return states.find(approvedKey(person)).isPresent();
    }

    /** A code for a stranger; empty if there is none to be had now. */
    synchronized Optional<String> request(Person person, String name) {
        forgetOld(person.platform());
        boolean tooSoon = states.find(askedKey(person)).isPresent();
        if (tooSoon
                || isLocked(person.platform())
                || pendingEntries(person.platform()).size() >= MOST_PENDING) {
            return Optional.empty();
        }
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < CODE_LENGTH; i++) {
            code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        states.put(
                "pending/" + person.platform() + "/" + HexFormat.of().formatHex(salt),
                0,
                Json.object("hash", hash(salt, code.toString()), "id", person.id(), "name", name, "since", now()));
        states.put(askedKey(person), 0, Json.object("since", now()));
        return Optional.of(code.toString());
    }

    /** @param code as somebody typed it */
    synchronized Approval approve(String platform, String code) {
        forgetOld(platform);
        if (isLocked(platform)) {
            return new Approval(Outcome.LOCKED, Optional.empty());
        }
        Optional<StateEntry> found = Optional.empty();
        for (StateEntry entry : pendingEntries(platform)) {
            byte[] salt =
                    HexFormat.of().parseHex(entry.key().substring(entry.key().lastIndexOf('/') + 1));
            String hash = hash(salt, code.strip().toUpperCase(Locale.ROOT));
            // All are compared, each in the same time.
            if (MessageDigest.isEqual(bytes(hash), bytes(text(entry, "hash")))) {
                found = Optional.of(entry);
            }
        }
        if (found.isEmpty()) {
            countFailure(platform);
            return new Approval(Outcome.WRONG, Optional.empty());
        }
        Guest guest = guest(platform, found.get());
        letIn(guest);
        states.remove(found.get().key(), found.get().version());
        states.find(failuresKey(platform)).ifPresent(entry -> states.remove(entry.key(), entry.version()));
        return new Approval(Outcome.APPROVED, Optional.of(guest));
    }

    private void letIn(Guest guest) {
        String key = approvedKey(guest.person());
        long version = states.find(key).map(StateEntry::version).orElse(0L);
        states.put(key, version, Json.object("id", guest.person().id(), "name", guest.name(), "since", now()));
    }

    /** @return false if that person was not let in */
    synchronized boolean revoke(Person person) {
        Optional<StateEntry> entry = states.find(approvedKey(person));
        entry.ifPresent(one -> states.remove(one.key(), one.version()));
        return entry.isPresent();
    }

    synchronized List<Guest> pending(String platform) {
        forgetOld(platform);
        return pendingEntries(platform).stream()
                .map(entry -> guest(platform, entry))
                .toList();
    }

    List<Guest> approved(String platform) {
        return states.list("approved/" + platform + "/", MOST_ENTRIES).stream()
                .map(entry -> guest(platform, entry))
                .toList();
    }

    /** Whether too many codes were wrong. */
    boolean isLocked(String platform) {
        return states.find(failuresKey(platform))
                .filter(entry -> number(entry, "count") >= MOST_FAILURES)
                .filter(entry -> since(entry).plus(LOCKED).isAfter(clock.instant()))
                .isPresent();
    }

    private void countFailure(String platform) {
        Optional<StateEntry> before = states.find(failuresKey(platform));
        long count = before.filter(entry -> since(entry).plus(LOCKED).isAfter(clock.instant()))
                .map(entry -> number(entry, "count"))
                .orElse(0L);
        Map<String, Object> value = Json.object("count", count + 1, "since", now());
        states.put(failuresKey(platform), before.map(StateEntry::version).orElse(0L), value);
    }

    private List<StateEntry> pendingEntries(String platform) {
        return states.list("pending/" + platform + "/", MOST_ENTRIES);
    }

    private void forgetOld(String platform) {
        List<StateEntry> old = new ArrayList<>();
        pendingEntries(platform).stream()
                .filter(entry -> isOld(entry, CODE_LIVES))
                .forEach(old::add);
        states.list("asked/" + platform + "/", MOST_ENTRIES).stream()
                .filter(entry -> isOld(entry, ONE_EACH))
                .forEach(old::add);
        old.forEach(entry -> states.remove(entry.key(), entry.version()));
    }

    private boolean isOld(StateEntry entry, Duration age) {
        return !since(entry).plus(age).isAfter(clock.instant());
    }

    private static Guest guest(String platform, StateEntry entry) {
        return new Guest(new Person(platform, text(entry, "id")), text(entry, "name"), since(entry));
    }

    private long now() {
        return clock.millis();
    }

    private static Instant since(StateEntry entry) {
        return Instant.ofEpochMilli(number(entry, "since"));
    }

    private static long number(StateEntry entry, String name) {
        return entry.value().get(name) instanceof Long value ? value : 0;
    }

    private static String text(StateEntry entry, String name) {
        return entry.value().get(name) instanceof String value ? value : "";
    }

    private static String approvedKey(Person person) {
        return "approved/" + person.platform() + "/" + person.id();
    }

    private static String askedKey(Person person) {
        return "asked/" + person.platform() + "/" + person.id();
    }

    private static String failuresKey(String platform) {
        return "failures/" + platform;
    }

    private static String hash(byte[] salt, String code) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(salt);
            return HexFormat.of().formatHex(digest.digest(bytes(code)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
