package dev.talaria.tools.file;

import dev.talaria.api.sandbox.FileAccess;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Files as they would be after the operations so far: nothing is written before all of them are known to work. */
final class Overlay {
    private final FileAccess files;
    /** By real path, in the order in which they were named. */
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /** A file, as it is and as it would be; null content means that there is no file. */
    static final class Entry {
        private final FileSnapshot before;
        private byte @Nullable [] content;

        Entry(FileSnapshot before, byte @Nullable [] content) {
            this.before = before;
            this.content = content;
        }

        FileSnapshot before() {
            return before;
        }

        byte @Nullable [] content() {
            return content;
        }

        boolean changed() {
            return !Arrays.equals(before.content(), content);
        }
    }

    Overlay(FileAccess files) {
        this.files = files;
    }

    List<Entry> changed() {
        return entries.values().stream().filter(Entry::changed).toList();
    }

    void update(String path, List<Hunk> hunks) throws Refusal {
        Entry entry = existing(path);
        TextFile old = text(path, entry);
        Document document = Document.of(old.text());
        List<Edit> edits = new HunkLocator(path, document).edits(hunks, document.text());
        TextFile now = old.with(document.apply(edits).raw());
        Redaction.refuse(path, old.text(), now.text());
        entry.content = now.encode();
    }

    void add(String path, String content) throws Refusal {
        Entry entry = entry(path);
        if (entry.content != null) {
            throw new Refusal(path + " is there already; '*** Add File' makes new files only. Use '*** Update File', or"
                    + " write_file to replace it. No file was changed.");
        }
        Redaction.refuse(path, "", content);
        entry.content = TextFile.of(content).encode();
    }

    void delete(String path) throws Refusal {
        existing(path).content = null;
    }

    void move(String path, String target) throws Refusal {
        Entry source = existing(path);
        Entry destination = entry(target);
        if (destination.content != null) {
            throw new Refusal(target + " is there already; '*** Move File' does not replace. No file was changed.");
        }
        destination.content = source.content;
        source.content = null;
    }

    private Entry existing(String path) throws Refusal {
        Entry entry = entry(path);
        if (entry.content == null) {
            List<String> similar = entry.before.exists() ? List.of() : SimilarNames.of(path, files);
            throw new Refusal(
                    "there is no file " + path + (entry.before.exists() ? " any more at this point of the patch" : "")
                            + "." + (similar.isEmpty() ? "" : " Similar names: " + String.join(", ", similar))
                            + " No file was changed.");
        }
        return entry;
    }

    private Entry entry(String path) throws Refusal {
        String real = LockKeys.of(files, path);
        Entry known = entries.get(real);
        if (known != null) {
            return known;
        }
        FileSnapshot before = FileSnapshot.take(files, path);
        Entry entry = new Entry(before, before.exists() ? before.bytes() : null);
        entries.put(real, entry);
        return entry;
    }

    private static TextFile text(String path, Entry entry) throws Refusal {
        try {
            return TextFile.decode(Objects.requireNonNull(entry.content));
        } catch (CharacterCodingException e) {
            throw FileProblems.reading(path, e);
        }
    }
}
