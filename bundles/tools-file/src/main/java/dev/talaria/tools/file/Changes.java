package dev.talaria.tools.file;

import dev.talaria.api.sandbox.FileAccess;
import dev.talaria.api.sandbox.FileStat;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Writes what an {@link Overlay} has, all of it or nothing. */
final class Changes {
    private final FileAccess files;
    private final Deque<Overlay.Entry> done = new ArrayDeque<>();

    Changes(FileAccess files) {
        this.files = files;
    }

    /** First what is written, then what is removed: a failure in between loses nothing. */
    void write(List<Overlay.Entry> entries) throws Refusal {
        for (boolean removals : new boolean[] {false, true}) {
            for (Overlay.Entry entry : entries) {
                if ((entry.content() == null) == removals) {
                    write(entry);
                }
            }
        }
    }

    private void write(Overlay.Entry entry) throws Refusal {
        FileSnapshot before = entry.before();
        byte[] content = entry.content();
        try {
            if (content == null) {
                files.delete(before.path(), before.version());
            } else {
                files.write(before.path(), content, before.version());
            }
            done.push(entry);
        } catch (IOException e) {
            String first = FileProblems.writing(before.path(), e).getMessage().replace(" Nothing was written.", "");
            throw new Refusal(first + (done.isEmpty() ? " No file was changed." : rollback()));
        }
    }

    private String rollback() {
        StringBuilder said = new StringBuilder(" What was written before that:");
        while (!done.isEmpty()) {
            Overlay.Entry entry = done.pop();
            said.append("\n- ").append(entry.before().path()).append(": ").append(restored(entry));
        }
        return said.append("\nEvery other file is as it was.").toString();
    }

    private String restored(Overlay.Entry entry) {
        FileSnapshot before = entry.before();
        try {
            Optional<FileStat> now = files.stat(before.path());
            if (!isOurs(entry, now)) {
                return "HAS BEEN CHANGED by somebody else since, and was left so";
            }
            byte[] old = before.content();
            String version = now.map(FileStat::version).orElse(FileAccess.ABSENT);
            if (old == null) {
                files.delete(before.path(), version);
                return "removed again";
            }
            files.write(before.path(), old, version);
            return "put back as it was";
        } catch (IOException e) {
            return (entry.content() == null ? "IS REMOVED" : "HAS THE NEW CONTENT") + " and could not be put back: "
                    + FileProblems.reason(e);
        }
    }

    private boolean isOurs(Overlay.Entry entry, Optional<FileStat> now) throws IOException {
        byte[] content = entry.content();
        if (content == null || now.isEmpty()) {
            return content == null && now.isEmpty();
        }
        try (InputStream in = files.read(entry.before().path())) {
            return Arrays.equals(in.readNBytes(content.length + 1), content);
        }
    }
}
