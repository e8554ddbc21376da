package dev.talaria.checkpoint.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.checkpoint.Checkpoint;
import dev.talaria.api.checkpoint.CheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitCheckpointsTest {
    @TempDir
    Path root;

    private Path home;
    private Path work;
    private GitCheckpoints checkpoints;

    @BeforeEach
    void begin() throws IOException {
        home = root.resolve("user/.talaria");
        work = Files.createDirectories(root.resolve("work"));
        checkpoints = new GitCheckpoints(home, Files.createDirectories(root.resolve("user")), Clock.systemUTC());
    }

    @Test
    void goesBackToTheBytesAsTheyWere() throws Exception {
        byte[] bytes = {0, 1, (byte) 0xff, '\r', '\n', '\n'};
        Files.write(work.resolve("raw.bin"), bytes);
        write("src/A.java", "class A {}\r\n");
        write("run.sh", "#!/bin/sh\n");
        Files.setPosixFilePermissions(work.resolve("run.sh"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createSymbolicLink(work.resolve("link"), Path.of("src/A.java"));
        write("odd\n -name ü.txt", "odd");
        Map<String, String> before = contents(work);
        Checkpoint kept = take();

        Files.write(work.resolve("raw.bin"), new byte[] {9});
        write("src/A.java", "class B {}");
        write("new/file.txt", "new");
        Files.delete(work.resolve("run.sh"));
        Files.delete(work.resolve("link"));
        write("link", "no link");
        Files.delete(work.resolve("odd\n -name ü.txt"));
        var restored = checkpoints.restore(kept.id(), Optional.empty());

        assertThat(contents(work)).isEqualTo(before);
        assertThat(Files.isExecutable(work.resolve("run.sh"))).isTrue();
        assertThat(Files.readSymbolicLink(work.resolve("link"))).isEqualTo(Path.of("src/A.java"));
        assertThat(restored.changed()).hasSize(6);
        checkpoints.restore(restored.before().id(), Optional.empty());
        assertThat(work.resolve("new/file.txt")).hasContent("new");
    }

    @Test
    void goesBackWithOneFileOnly() throws Exception {
        write("a", "1");
        write("b", "1");
        Checkpoint kept = take();
        write("a", "2");
        write("b", "2");
        assertThat(checkpoints
                        .restore(kept.id().substring(0, 8), Optional.of("./a"))
                        .changed())
                .containsExactly("a");
        assertThat(work.resolve("a")).hasContent("1");
        assertThat(work.resolve("b")).hasContent("2");
        assertThatThrownBy(() -> checkpoints.restore(kept.id(), Optional.of("../outside")))
                .isInstanceOf(CheckpointException.class);
    }

    @Test
    void whatHasNotChangedIsNotKeptTwice() throws Exception {
        write("a", "1");
        Checkpoint first = take();
        assertThat(take()).isEqualTo(first);
        write("a", "2");
        assertThat(take()).isNotEqualTo(first);
        assertThat(checkpoints.list(Optional.of(work.toString())))
                .extracting(Checkpoint::reason)
                .containsExactly("about to", "about to");
        assertThat(checkpoints.list(Optional.of(root.toString()))).isEmpty();
    }

    /** Same size, and changed within the granularity of time stamps. */
    @Test
    void aChangeThatTimeDoesNotShowIsSeen() throws Exception {
        write("a", "one");
        FileTime time = Files.getLastModifiedTime(work.resolve("a"));
        Checkpoint first = take();
        write("a", "two");
        Files.setLastModifiedTime(work.resolve("a"), time);
        assertThat(take()).isNotEqualTo(first);
    }

    @Test
    void showsWhatHasChanged() throws Exception {
        write("a.txt", "one\n");
        Checkpoint kept = take();
        write("a.txt", "two\n");
        write("b.txt", "new\n");
        assertThat(checkpoints.diff(kept.id())).contains("-one", "+two", "+new", "b.txt");
    }

    @Test
    void leavesTheUsersRepositoryAlone() throws Exception {
        write(".gitattributes", "*.txt filter=evil text eol=crlf\n");
        write("a.txt", "one\n");
        try (Git git = Git.init().setDirectory(work.toFile()).call()) {
            git.getRepository().getConfig().setString("filter", "evil", "clean", "touch " + root.resolve("ran"));
            git.getRepository().getConfig().save();
            git.add().addFilepattern("none").call();
        }
        Map<String, String> repository = contents(work.resolve(".git"));
        Checkpoint kept = take();
        write("a.txt", "two\n");
        checkpoints.restore(kept.id(), Optional.empty());
        assertThat(contents(work.resolve(".git"))).isEqualTo(repository);
        assertThat(work.resolve("a.txt")).hasBinaryContent("one\n".getBytes());
        assertThat(root.resolve("ran")).doesNotExist();
    }

    @Test
    void ignoredAndLargeFilesAreLeftOutAndLeftAlone() throws Exception {
        checkpoints.configure(new Limits(100, 1000, 1 << 30, 20, Duration.ofDays(7)));
        write(".gitignore", "target/\n*.log\n");
        write("sub/.gitignore", "!kept.log\n");
        write("target/x", "1");
        write("sub/a.log", "1");
        write("sub/kept.log", "1");
        write("large", "x".repeat(1001));
        Checkpoint kept = take();
        for (String file : List.of("target/x", "sub/a.log", "sub/kept.log", "large")) {
            write(file, "2");
        }
        assertThat(checkpoints.restore(kept.id(), Optional.empty()).changed()).containsExactly("large", "sub/kept.log");
        assertThat(work.resolve("target/x")).hasContent("2");
    }

    /** Threat 12. */
    @Test
    void followsNoLinkOutOfTheWorkspace() throws Exception {
        Path outside = Files.createDirectories(root.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "secret");
        write("dir/file", "mine");
        Files.createSymbolicLink(work.resolve("out"), outside);
        Checkpoint kept = take();
        Files.delete(work.resolve("dir/file"));
        Files.delete(work.resolve("dir"));
        Files.createSymbolicLink(work.resolve("dir"), outside);
        assertThatThrownBy(() -> checkpoints.restore(kept.id(), Optional.of("dir/file")))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("is a link now");
        assertThat(contents(outside)).isEqualTo(Map.of("secret", "secret"));
    }

    @Test
    void whatIsNoWorkspaceIsNotKept() throws Exception {
        Files.createDirectories(home);
        for (Path no : List.of(Path.of("/"), root.resolve("user"), root, home)) {
            assertThatThrownBy(() -> checkpoints.take(no.toString(), "x", new CancellationSource()))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("is not kept");
        }
        checkpoints.configure(new Limits(2, 1000, 1 << 30, 20, Duration.ofDays(7)));
        for (int i = 0; i < 3; i++) {
            write("f" + i, "x");
        }
        assertThatThrownBy(this::take).hasMessageContaining("more than 2 files");
    }

    @Test
    void oldOnesGo() throws Exception {
        checkpoints.configure(new Limits(100, 1000, 1 << 30, 3, Duration.ofDays(7)));
        for (int i = 0; i < 6; i++) {
            write("a", "version " + i);
            take();
        }
        List<Checkpoint> left = checkpoints.list(Optional.empty());
        assertThat(left).hasSize(3);
        checkpoints.restore(left.get(2).id(), Optional.empty());
        assertThat(work.resolve("a")).hasContent("version 3");
        GitCheckpoints later =
                new GitCheckpoints(home, root.resolve("user"), Clock.offset(Clock.systemUTC(), Duration.ofDays(8)));
        write("a", "much later");
        later.take(work.toString(), "x", new CancellationSource());
        assertThat(later.list(Optional.empty())).hasSize(1);
    }

    @Test
    void aFullStoreForgetsTheOldestHalf() throws Exception {
        checkpoints.configure(new Limits(100, 1 << 20, 300_000, 20, Duration.ofDays(7)));
        var random = new java.util.Random(1);
        for (int i = 0; i < 6; i++) {
            byte[] noise = new byte[100_000];
            random.nextBytes(noise);
            Files.write(work.resolve("noise"), noise);
            new GitCheckpoints(home, root.resolve("user"), Clock.systemUTC());
            take();
        }
        // The sweep of the same day looks only if something is forgotten; another process sweeps at once.
        GitCheckpoints next = new GitCheckpoints(home, root.resolve("user"), Clock.systemUTC());
        next.configure(new Limits(100, 1 << 20, 300_000, 20, Duration.ofDays(7)));
        write("b", "one more");
        next.take(work.toString(), "x", new CancellationSource());
        assertThat(next.list(Optional.empty()).size()).isBetween(1, 4);
    }

    @Test
    void unknownAndAmbiguousIdsAreSaid() throws Exception {
        write("a", "1");
        take();
        assertThatThrownBy(() -> checkpoints.diff("zzz")).hasMessageContaining("no checkpoint 'zzz'");
        assertThatThrownBy(() -> checkpoints.diff("")).isInstanceOf(CheckpointException.class);
    }

    @Test
    void aBrokenStoreIsSaidAndAStaleLockIsNone() throws Exception {
        write("a", "1");
        take();
        Path index;
        try (Stream<Path> files = Files.list(home.resolve("checkpoints/indexes"))) {
            index = files.findFirst().orElseThrow();
        }
        Files.writeString(index.resolveSibling(index.getFileName() + ".lock"), "");
        write("a", "2");
        take();
        Files.writeString(index, "garbage");
        write("a", "3");
        take();
        Files.writeString(home.resolve("checkpoints/store/HEAD"), "garbage\u0000");
        Files.writeString(home.resolve("checkpoints/store/config"), "[garbage");
        assertThatThrownBy(this::take).isInstanceOfSatisfying(CheckpointException.class, e -> assertThat(e.shown())
                .contains(home.resolve("checkpoints/store").toString(), "move it away"));
    }

    @Test
    void stopsWhenTold() throws Exception {
        write("a", "1");
        CancellationSource stop = new CancellationSource();
        stop.cancel("no");
        assertThatThrownBy(() -> checkpoints.take(work.toString(), "x", stop))
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void tenThousandFiles() throws Exception {
        for (int i = 0; i < 10_000; i++) {
            write("d" + i % 100 + "/f" + i, "file " + i);
        }
        Instant old = Instant.now().minusSeconds(60);
        try (Stream<Path> files = Files.walk(work)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.setLastModifiedTime(file, FileTime.from(old));
            }
        }
        long begun = System.nanoTime();
        Checkpoint first = take();
        long took = System.nanoTime() - begun;
        begun = System.nanoTime();
        assertThat(take()).isEqualTo(first);
        System.out.printf(
                "10,000 files: first checkpoint %d ms, unchanged %d ms%n",
                took / 1_000_000, (System.nanoTime() - begun) / 1_000_000);
    }

    private Checkpoint take() {
        return checkpoints.take(work.toString(), "about  to\n", new CancellationSource());
    }

    private void write(String path, String text) throws IOException {
        Path file = work.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static Map<String, String> contents(Path directory) throws IOException {
        Map<String, String> result = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(path -> !Files.isDirectory(path)).toList()) {
                result.put(
                        directory.relativize(file).toString(),
                        Files.isSymbolicLink(file)
                                ? "-> " + Files.readSymbolicLink(file)
                                : new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1));
            }
        }
        return result;
    }
}
