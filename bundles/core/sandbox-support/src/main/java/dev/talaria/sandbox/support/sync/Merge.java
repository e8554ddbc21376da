package dev.talaria.sandbox.support.sync;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Takes what changed in a sandbox to the host, unless it changed there too. */
final class Merge {
    private final HostTree host;
    private final Manifest before;
    private final String suffix;
    private final Map<String, Manifest.Entry> same;
    private final List<String> left = new ArrayList<>();

    /** @param suffix for the sandbox's side of what changed on both */
    Merge(HostTree host, Manifest before, String suffix) {
        this.host = host;
        this.before = before;
        this.suffix = suffix;
        this.same = new TreeMap<>(before.files());
    }

    void changed(Staging.Fetched file) throws IOException {
        String name = file.name();
        try {
            Optional<String> here = host.hash(name);
            if (here.filter(file.hash()::equals).isPresent()) {
                same.put(name, new Manifest.Entry(file.hash(), host.stamp(name)));
            } else if (isUntouched(name, here)) {
                host.put(name, file.content(), file.executable());
                same.put(name, new Manifest.Entry(file.hash(), host.stamp(name)));
            } else {
                host.put(name + suffix, file.content(), file.executable());
                left.add(name + " changed on both sides; the sandbox's is in " + name + suffix);
            }
        } catch (FileSystemException e) {
            left.add(name + " did not come back: " + e.getMessage());
        }
    }

    private boolean isUntouched(String name, Optional<String> here) {
        Manifest.Entry entry = before.files().get(name);
        return entry == null
                ? !host.exists(name)
                : here.filter(entry.hash()::equals).isPresent();
    }

    void deleted(String name) throws IOException {
        same.remove(name);
        try {
            if (isUntouched(name, host.hash(name))) {
                host.delete(name);
            } else if (host.exists(name)) {
                left.add(name + " is gone in the sandbox, but changed on the host; it stays");
            }
        } catch (FileSystemException e) {
            left.add(name + " was not removed: " + e.getMessage());
        }
    }

    /** What is the same on both sides now. */
    Manifest result() {
        return new Manifest(same);
    }

    /** What did not go its way, in sentences for people. */
    List<String> left() {
        return left;
    }
}
