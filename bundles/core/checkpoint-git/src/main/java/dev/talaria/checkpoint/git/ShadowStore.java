package dev.talaria.checkpoint.git;

import dev.talaria.api.checkpoint.Checkpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryBuilder;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * The bare repository. Each checkpoint is a commit without parents under {@code refs/talaria/<workspace>/<number>}, so
 * that any one can be forgotten alone.
 */
final class ShadowStore {
    private static final String REFS = "refs/talaria/";
    private static final String WORKSPACE = "workspace: ";
    private static final int ID_CHARS = 12;

    private final Path directory;

    /** @param directory made when first used, for its owner alone */
    ShadowStore(Path directory) {
        this.directory = directory;
    }

    Path directory() {
        return directory;
    }

    /** A checkpoint as it is stored. */
    record Stored(Checkpoint checkpoint, String ref, ObjectId tree) {}

    Repository open() throws IOException {
        boolean isNew = !Files.exists(directory.resolve("HEAD"));
        if (isNew) {
            Files.createDirectories(directory.getParent());
            if (!Files.exists(directory)) {
                Files.createDirectory(
                        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
        }
        Repository repository = new RepositoryBuilder()
                .setBare()
                .setGitDir(directory.toFile())
                .setMustExist(!isNew)
                .build();
        if (isNew) {
            repository.create(true);
            // Objects are many and small; what is kept for long is packed by the sweep.
            repository.getConfig().setInt("core", null, "compression", 1);
            repository.getConfig().save();
        }
        return repository;
    }

    Path index(Path workspace) {
        return directory.resolveSibling("indexes").resolve(key(workspace));
    }

    /** The newest first. */
    List<Stored> list(Repository repository) throws IOException {
        List<Stored> result = new ArrayList<>();
        try (RevWalk walk = new RevWalk(repository)) {
            for (Ref ref : repository.getRefDatabase().getRefsByPrefix(REFS)) {
                RevCommit commit = walk.parseCommit(ref.getObjectId());
                String[] parts = commit.getFullMessage().split("\n\n", 2);
                String workspace = parts.length == 2 && parts[1].startsWith(WORKSPACE)
                        ? parts[1].substring(WORKSPACE.length())
                                .lines()
                                .findFirst()
                                .orElse("")
                        : "";
                Instant taken = commit.getAuthorIdent().getWhenAsInstant();
                result.add(new Stored(
                        new Checkpoint(commit.getName().substring(0, ID_CHARS), workspace, taken, parts[0]),
                        ref.getName(),
                        commit.getTree().getId()));
            }
        }
        result.sort(
                Comparator.comparing((Stored stored) -> number(stored.ref())).reversed());
        return result;
    }

    Stored add(Repository repository, Path workspace, ObjectId tree, String reason, int leftOut, Instant now)
            throws IOException {
        String line = reason.replaceAll("\\s+", " ").strip();
        CommitBuilder commit = new CommitBuilder();
        PersonIdent author = new PersonIdent("Talaria", "talaria@localhost", now, ZoneOffset.UTC);
        commit.setTreeId(tree);
        commit.setAuthor(author);
        commit.setCommitter(author);
        commit.setMessage(
                (line.isEmpty() ? "checkpoint" : line) + "\n\n" + WORKSPACE + workspace + "\nleft out: " + leftOut);
        ObjectId id;
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            id = inserter.insert(commit);
            inserter.flush();
        }
        long number = list(repository).stream()
                        .mapToLong(stored -> number(stored.ref()))
                        .max()
                        .orElse(0)
                + 1;
        String name = REFS + key(workspace) + "/" + number;
        RefUpdate update = repository.updateRef(name);
        update.setNewObjectId(id);
        update.setExpectedOldObjectId(ObjectId.zeroId());
        RefUpdate.Result result = update.update();
        if (result != RefUpdate.Result.NEW) {
            throw new IOException("the reference " + name + " cannot be written: " + result);
        }
        return new Stored(
                new Checkpoint(id.getName().substring(0, ID_CHARS), workspace.toString(), now, line), name, tree);
    }

    void remove(Repository repository, Stored stored) throws IOException {
        RefUpdate update = repository.updateRef(stored.ref());
        update.setForceUpdate(true);
        update.delete();
    }

    /** Bytes on disk. */
    long size() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    private static long number(String ref) {
        return Long.parseLong(ref.substring(ref.lastIndexOf('/') + 1));
    }

    static String key(Path workspace) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(workspace.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
