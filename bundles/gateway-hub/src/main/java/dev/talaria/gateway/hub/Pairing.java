package dev.talaria.gateway.hub;

import dev.talaria.api.base.Json;
import dev.talaria.api.gateway.PairedPerson;
import dev.talaria.api.gateway.PairingException;
import dev.talaria.api.state.StateEntry;
import dev.talaria.api.state.States;
import dev.talaria.spi.gateway.Pairings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Lets strangers in: whoever writes in private is given a code, and an operator who is told that code approves it. Only a
 * salted hash of a code is kept. A code lives an hour; a platform has three at most; a person gets one each ten minutes;
 * after five wrong ones nothing is approved or given on that platform for an hour. All of that survives a restart.
 */
final class Pairing implements Pairings {
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

    @Override
    public synchronized PairedPerson approve(String platform, String code) {
        forgetOld(platform);
        if (isLocked(platform)) {
            throw new PairingException(
                    PairingException.Code.LOCKED,
                    "Too many codes of " + platform + " were wrong; none is taken there for an hour.",
                    "Wait, or name the person in users of etc/dev.talaria.gateway.hub.cfg.");
        }
        StateEntry entry = matching(platform, code).orElseGet(() -> {
            countFailure(platform);
            throw new PairingException(
                    PairingException.Code.WRONG,
                    "No such code waits on " + platform + "; it is good for an hour, and once.",
                    "Look whether it is typed right; who waits: pairing:list. Another one comes for another message.");
        });
        PairedPerson waiting = person(entry, platform, false);
        letIn(new Person(platform, waiting.id()), waiting.name());
        states.remove(entry.key(), entry.version());
        states.find(failuresKey(platform)).ifPresent(one -> states.remove(one.key(), one.version()));
        return new PairedPerson(platform, waiting.id(), waiting.name(), clock.instant(), true);
    }

    /** All are compared, each in the same time. */
    private Optional<StateEntry> matching(String platform, String code) {
        Optional<StateEntry> found = Optional.empty();
        for (StateEntry entry : pendingEntries(platform)) {
            byte[] salt =
                    HexFormat.of().parseHex(entry.key().substring(entry.key().lastIndexOf('/') + 1));
            String hash = hash(salt, code.strip().toUpperCase(Locale.ROOT));
            if (MessageDigest.isEqual(bytes(hash), bytes(text(entry, "hash")))) {
                found = Optional.of(entry);
            }
        }
        return found;
    }

    private void letIn(Person person, String name) {
        String key = approvedKey(person);
        long version = states.find(key).map(StateEntry::version).orElse(0L);
        states.put(key, version, Json.object("id", person.id(), "name", name, "since", now()));
    }

    @Override
    public synchronized boolean revoke(String platform, String id) {
        Optional<StateEntry> entry = states.find(approvedKey(new Person(platform, id)));
        entry.ifPresent(one -> states.remove(one.key(), one.version()));
        return entry.isPresent();
    }

    @Override
    public synchronized List<PairedPerson> list() {
        forgetOld("");
        return Stream.concat(people("pending/", false), people("approved/", true))
                .sorted(Comparator.comparing(PairedPerson::platform).thenComparing(PairedPerson::id))
                .toList();
    }

    private Stream<PairedPerson> people(String prefix, boolean approved) {
        return states.list(prefix, MOST_ENTRIES).stream()
                .map(entry -> person(entry, entry.key().split("/", 3)[1], approved));
    }

    private static PairedPerson person(StateEntry entry, String platform, boolean approved) {
        return new PairedPerson(platform, text(entry, "id"), text(entry, "name"), since(entry), approved);
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

    /** @param platform empty for all */
    private void forgetOld(String platform) {
        String rest = platform.isEmpty() ? "" : platform + "/";
        List<StateEntry> old = new ArrayList<>();
        states.list("pending/" + rest, MOST_ENTRIES).stream()
                .filter(entry -> isOld(entry, CODE_LIVES))
                .forEach(old::add);
        states.list("asked/" + rest, MOST_ENTRIES).stream()
                .filter(entry -> isOld(entry, ONE_EACH))
                .forEach(old::add);
        old.forEach(entry -> states.remove(entry.key(), entry.version()));
    }

    private boolean isOld(StateEntry entry, Duration age) {
        return !since(entry).plus(age).isAfter(clock.instant());
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
