package dev.talaria.checkpoint.git;

import java.util.List;
import java.util.SortedMap;

/**
 * What the walk found.
 *
 * @param entries by path
 * @param leftOut how many files are left out and why, for people; empty if none. Ignored files are not counted.
 * @param readAgain files whose content was read, because the index did not vouch for them
 * @param startedMillis when the walk began; what was written since may be missed by stamps
 */
record Snapshot(SortedMap<String, Entry> entries, String leftOut, int readAgain, long startedMillis) {
    List<String> ownerOnly() {
        return entries.values().stream()
                .filter(Entry::ownerOnly)
                .map(Entry::path)
                .toList();
    }
}
