package dev.talaria.sandbox.support.sync;

import dev.talaria.sandbox.support.Answer;
import dev.talaria.sandbox.support.Exec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a directory of the host and one of a sandbox the same: what changed on the host goes there before commands, all of
 * it or nothing; what changed there comes back at the end. What was last the same on both sides is remembered in the
 * sandbox, so that nothing is lost if Talaria ends in between. Only regular files go over; links stay where they are.
 */
public final class TreeSync {
    private static final long PAUSE_NANOS = 5_000_000_000L;
    private static final int ATTEMPTS = 3;
    private static final long MOST_BYTES = 2L * 1024 * 1024 * 1024;
    private static final String SCRIPT = script();

    private final Exec exec;
    private final SyncedDirectory directory;
    private final String memory;
    private final String suffix;
    private final LongSupplier nanos;
    private final long mostBytes;
    private Manifest same = Manifest.EMPTY;
    private long next;
    private boolean begun;

    /**
     * @param memory a file in the sandbox's state directory that remembers
     * @param sandbox its id, for the names of files that are in conflict
     */
    public TreeSync(Exec exec, SyncedDirectory directory, String memory, String sandbox) {
        this(exec, directory, memory, sandbox, System::nanoTime, MOST_BYTES);
    }

    TreeSync(Exec exec, SyncedDirectory directory, String memory, String sandbox, LongSupplier nanos, long mostBytes) {
        this.exec = exec;
        this.directory = directory;
        this.memory = memory;
        this.suffix = ".from-" + sandbox.replace('/', '+');
        this.nanos = nanos;
        this.mostBytes = mostBytes;
    }

    /**
     * Sends what changed on the host, if the last time is 5 s ago. The first time, what an earlier life of Talaria left in
     * the sandbox comes back before.
     *
     * @throws IOException if it cannot; nothing has changed in the sandbox then
     */
    public synchronized void push() throws IOException {
        if (begun && nanos.getAsLong() - next < 0) {
            return;
        }
        if (!begun) {
            same = remembered();
            if (!same.files().isEmpty()) {
                bringBack();
            }
            begun = true;
        }
        send();
        next = nanos.getAsLong() + PAUSE_NANOS;
    }

    /**
     * Brings back what changed in the sandbox, if that is wanted. A file that changed on both sides stays as it is on the
     * host; the sandbox's is put beside it.
     *
     * @return what did not come back, in sentences for people
     * @throws IOException if nothing came back, after three attempts
     */
    public synchronized List<String> pull() throws IOException {
        if (!begun) {
            return List.of();
        }
        List<String> left = bringBack();
        remember(new Manifest(same.files()), Set.of(), Set.of());
        return left;
    }

    private List<String> bringBack() throws IOException {
        if (directory.readOnly()) {
            return List.of();
        }
        for (int attempt = 1; ; attempt++) {
            try {
                return bringBackOnce();
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private List<String> bringBackOnce() throws IOException {
        Map<String, String> there = list();
        HostTree host = new HostTree(directory.host());
        Set<String> changed = new TreeSet<>();
        there.forEach((name, hash) -> {
            Manifest.Entry before = same.files().get(name);
            if (before == null || !before.hash().equals(hash)) {
                changed.add(name);
            }
        });
        try (Staging staging = new Staging(mostBytes)) {
            if (!changed.isEmpty()) {
                try (Answer answer = ask("fetch", new ByteArrayInputStream(names(changed)))) {
                    staging.take(new TarReader(answer.rest()), changed, there);
                }
            }
            Merge merge = new Merge(host, same, suffix);
            staging.forEach(merge::changed);
            for (String name : same.files().keySet()) {
                if (!there.containsKey(name)) {
                    merge.deleted(name);
                }
            }
            same = merge.result();
            return merge.left();
        }
    }

    private Map<String, String> list() throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Answer answer = ask("list", null)) {
            for (String line : new String(answer.bytes(), StandardCharsets.UTF_8).split("\0")) {
                if (line.length() > 68) {
                    found.put(RelativeName.checked(line.substring(68)), line.substring(0, 64));
                }
            }
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
        return found;
    }

    private void send() throws IOException {
        HostTree host = new HostTree(directory.host());
        Map<String, Manifest.Stamp> here = host.scan();
        here.keySet().removeIf(name -> name.contains(".talaria-sync."));
        Set<String> changed = new TreeSet<>();
        here.forEach((name, stamp) -> {
            Manifest.Entry before = same.files().get(name);
            if (before == null || !before.stamp().equals(stamp)) {
                changed.add(name);
            }
        });
        Set<String> removed = new TreeSet<>(same.files().keySet());
        removed.removeAll(here.keySet());
        if (!changed.isEmpty() || !removed.isEmpty()) {
            remember(same, changed, removed);
        }
    }

    /** Sends the files, and what is the same on both sides after it. */
    private void remember(Manifest before, Set<String> changed, Set<String> removed) throws IOException {
        HostTree host = new HostTree(directory.host());
        Map<String, Manifest.Entry> after = new TreeMap<>(before.files());
        after.keySet().removeAll(removed);
        try (Upload upload = new Upload()) {
            for (String name : changed) {
                after.put(name, send(host, name, upload.tar()));
            }
            Manifest manifest = new Manifest(after);
            upload.tar().file("removed", names(removed));
            upload.tar().file("remembered", manifest.bytes());
            upload.tar().file("end", new byte[0]);
            try (InputStream in = upload.finished();
                    Answer answer = ask("push", in)) {
                answer.bytes();
            }
            same = manifest;
        }
    }

    private static Manifest.Entry send(HostTree host, String name, TarWriter tar) throws IOException {
        Manifest.Stamp stamp = host.stamp(name);
        DigestInputStream in = new DigestInputStream(host.open(name), HostTree.digest());
        try (in) {
            tar.file(
                    "files/" + name,
                    stamp.size(),
                    host.isExecutable(name) ? 0700 : 0600,
                    stamp.modifiedNanos() / 1_000_000_000,
                    in);
        }
        return new Manifest.Entry(HexFormat.of().formatHex(in.getMessageDigest().digest()), stamp);
    }

    private Manifest remembered() throws IOException {
        try (Answer answer = ask("remembered", null)) {
            return Manifest.parse(answer.bytes());
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new IOException(memory + " in the sandbox is damaged; remove it there", e);
        }
    }

    private Answer ask(String operation, @Nullable InputStream input) throws IOException {
        Answer answer = Answer.of(exec, SCRIPT, List.of(operation, directory.remote(), memory), input);
        if (!answer.ok()) {
            answer.close();
            throw new IOException(directory.remote() + " in the sandbox: " + answer.text());
        }
        return answer;
    }

    private static byte[] names(Set<String> names) {
        List<String> parts = new ArrayList<>();
        names.forEach(name -> parts.add("./" + name + "\0"));
        return String.join("", parts).getBytes(StandardCharsets.UTF_8);
    }

    private static String script() {
        try (InputStream in = TreeSync.class.getResourceAsStream("sync.sh")) {
            if (in == null) {
                throw new IllegalStateException("sync.sh is missing in this bundle");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
