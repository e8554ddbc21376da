package dev.talaria.tools.file;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.sandbox.FileAccess;
import dev.talaria.api.sandbox.FileEntry;
import dev.talaria.api.sandbox.FileStat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The files of a tree that are worth a search: no links, nothing of git, nothing that git ignores. */
final class FileTree {
    static final int MOST_FILES = 50_000;
    private static final int MOST_BYTES_OF_RULES = 1 << 20;

    private final FileAccess files;
    private final Cancellation cancellation;
    private final NotSearched notSearched;
    private final List<FoundFile> found = new ArrayList<>();
    private final Deque<Directory> open = new ArrayDeque<>();

    private record Directory(String path, IgnoreRules rules) {}

    FileTree(FileAccess files, Cancellation cancellation, NotSearched notSearched) {
        this.files = files;
        this.cancellation = cancellation;
        this.notSearched = notSearched;
    }

    /** The newest first. */
    List<FoundFile> below(String root) throws Refusal {
        FileStat stat = stat(root);
        if (stat.type() == FileStat.Type.FILE) {
            return List.of(new FoundFile(root, stat.size(), stat.modifiedMs()));
        }
        if (stat.type() != FileStat.Type.DIRECTORY) {
            throw new Refusal(root + " is a device, a pipe or a socket. Give a directory or a regular file.");
        }
        open.push(new Directory(root, IgnoreRules.NONE));
        while (!open.isEmpty() && found.size() < MOST_FILES) {
            cancellation.throwIfCancelled();
            visit(open.pop(), root);
        }
        if (!open.isEmpty()) {
            notSearched.setTooMany();
        }
        found.sort(Comparator.comparingLong(FoundFile::modifiedMs).reversed().thenComparing(FoundFile::path));
        return found;
    }

    private FileStat stat(String root) throws Refusal {
        try {
            Optional<FileStat> stat = files.stat(root);
            if (stat.isEmpty()) {
                throw SimilarNames.missing(root, files);
            }
            return stat.get();
        } catch (IOException e) {
            throw FileProblems.reading(root, e);
        }
    }

    private void visit(Directory directory, String root) throws Refusal {
        List<FileEntry> entries;
        try {
            entries = files.list(directory.path);
        } catch (IOException e) {
            if (directory.path.equals(root)) {
                throw FileProblems.reading(root, e);
            }
            notSearched.add(directory.path + "/", e);
            return;
        }
        IgnoreRules rules = rules(directory, entries);
        for (FileEntry entry : entries) {
            String path = directory.path.equals("/") ? "/" + entry.name() : directory.path + "/" + entry.name();
            boolean isDirectory = entry.stat().type() == FileStat.Type.DIRECTORY;
            if (entry.name().equals(".git") || rules.ignores(path, isDirectory)) {
                continue;
            }
            if (isDirectory) {
                open.push(new Directory(path, rules));
            } else if (entry.stat().type() == FileStat.Type.FILE) {
                add(new FoundFile(path, entry.stat().size(), entry.stat().modifiedMs()));
            }
        }
    }

    private void add(FoundFile file) {
        if (found.size() < MOST_FILES) {
            found.add(file);
        } else {
            notSearched.setTooMany();
        }
    }

    private IgnoreRules rules(Directory directory, List<FileEntry> entries) {
        boolean hasRules = entries.stream()
                .anyMatch(entry ->
                        entry.name().equals(IgnoreRules.FILE) && entry.stat().type() == FileStat.Type.FILE);
        if (!hasRules) {
            return directory.rules;
        }
        String path = directory.path.equals("/") ? "/" + IgnoreRules.FILE : directory.path + "/" + IgnoreRules.FILE;
        try (InputStream in = files.read(path)) {
            String text = new String(in.readNBytes(MOST_BYTES_OF_RULES), StandardCharsets.UTF_8);
            return directory.rules.and(directory.path, text);
        } catch (IOException e) {
            notSearched.add(path, e);
            return directory.rules;
        }
    }
}
