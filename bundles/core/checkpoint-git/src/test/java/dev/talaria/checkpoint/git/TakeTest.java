package dev.talaria.checkpoint.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.checkpoint.Checkpoint;
import dev.talaria.api.checkpoint.CheckpointException;
import dev.talaria.api.checkpoint.CheckpointException.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept, what is left out, and what is refused. */
class TakeTest {
    @TempDir
    Path base;

    private Fixture fixture;

    @BeforeEach
    void open() {
        fixture = new Fixture(base);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void nothingIsCreatedBeforeTheFirstCheckpoint() {
        assertThat(fixture.checkpoints.list(Optional.empty())).isEmpty();

        assertThat(fixture.home).isEmptyDirectory();
    }

    @Test
    void aCheckpointSaysWhereWhenAndWhy() throws IOException {
        fixture.write("a.txt", "one");

        Checkpoint taken = fixture.take("patch\u001b[31m a.txt\nnext line");

        assertThat(taken.id()).matches("[0-9a-f]{12}");
        assertThat(taken.workspace()).isEqualTo(fixture.workspace.toString());
        assertThat(taken.reason()).isEqualTo("patch [31m a.txt next line");
        assertThat(fixture.checkpoints.list(Optional.empty())).containsExactly(taken);
        assertThat(fixture.checkpoints.list(Optional.of(fixture.workspace.toString())))
                .containsExactly(taken);
        assertThat(fixture.checkpoints.list(Optional.of(fixture.outside.toString())))
                .isEmpty();
    }

    @Test
    void theStoreIsForItsOwnerOnly() throws IOException {
        fixture.write("a.txt", "one");
        fixture.take();

        assertThat(Fixture.permissions(fixture.home.resolve("checkpoints"))).isEqualTo("rwx------");
        assertThat(Fixture.permissions(fixture.store())).isEqualTo("rwx------");
    }

    @Test
    void anUnchangedWorkspaceGivesTheLastCheckpointAgain() throws IOException {
        Path file = fixture.write("a.txt", "one");
        Checkpoint first = fixture.take();
        Files.setLastModifiedTime(file, FileTime.fromMillis(0)); // A stamp that changed says nothing.

        assertThat(fixture.take("another reason")).isEqualTo(first);
        fixture.write("a.txt", "two");
        assertThat(fixture.take()).isNotEqualTo(first);
    }

    @Test
    void anEditOfTheSameSizeWithinTheSameMomentIsSeen() throws IOException {
        for (int i = 0; i < 20; i++) {
            fixture.write("a.txt", "text " + (char) ('a' + i));
            Checkpoint taken = fixture.take();
            assertThat(fixture.checkpoints.diff(taken.id())).isEmpty();
        }
        assertThat(fixture.checkpoints.list(Optional.empty())).hasSize(20);
    }

    /** As on a file system whose clock is too coarse to tell the two edits apart. */
    @Test
    void anEditThatLeavesTheStampAsItWasIsSeenWhileTheFileIsYoung() throws IOException {
        Path file = fixture.write("a.txt", "one");
        FileTime written = Files.getLastModifiedTime(file);
        Checkpoint first = fixture.take();
        fixture.write("a.txt", "two");
        Files.setLastModifiedTime(file, written);

        assertThat(fixture.take()).isNotEqualTo(first);
    }

    @Test
    void ignoredFilesAreLeftOutAndLargeOnesCounted() throws IOException {
        fixture.close();
        fixture = new Fixture(base, Fixture.limits(100, 10, 1_000_000, 20));
        fixture.write(".gitignore", "target/");
        fixture.write("target/big.bin", "x".repeat(100));
        fixture.write("sub/.gitignore", "*.o");
        fixture.write("sub/a.o", "object");
        fixture.write("b.o", "kept");
        fixture.write("large", "x".repeat(11));

        Checkpoint taken = fixture.take();

        assertThat(taken.reason()).endsWith("(left out: 1 too large)");
        assertThat(ShadowFiles.of(fixture, taken)).containsExactly(".gitignore", "b.o", "sub/.gitignore");
    }

    @Test
    void aPatternThatBacktracksWithoutEndIsNotTried() throws IOException {
        fixture.write(".gitignore", "*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b");
        fixture.write("a".repeat(200), "kept");

        org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> fixture.take());
    }

    @Test
    void repositoriesOfTheUserAreNeverKept() throws IOException {
        fixture.write(".git/config", "secret");
        fixture.write("nested/.git/config", "secret");
        fixture.write("nested/code.txt", "code");
        fixture.write("odd/.GIT/config", "secret");
        fixture.write("link/.git", "gitdir: ../somewhere");

        assertThat(ShadowFiles.of(fixture, fixture.take())).containsExactly("nested/code.txt");
    }

    @Test
    void linksAreKeptAsLinksAndNotFollowed() throws IOException {
        Files.writeString(fixture.outside.resolve("secret.txt"), "secret");
        Files.createSymbolicLink(fixture.workspace.resolve("away"), fixture.outside);
        Files.createSymbolicLink(fixture.workspace.resolve("loop"), fixture.workspace);

        Checkpoint taken = fixture.take();

        assertThat(ShadowFiles.of(fixture, taken)).containsExactly("away", "loop");
        assertThat(ShadowFiles.content(fixture, taken, "away")).isEqualTo(fixture.outside.toString());
    }

    @Test
    void bytesAreKeptWhateverAttributesSay() throws IOException {
        Path proof = base.resolve("filter-ran");
        fixture.write(".gitattributes", "* text eol=crlf\n*.bin filter=evil diff=evil merge=evil\n");
        fixture.write(
                ".git/config", "[filter \"evil\"]\n clean = touch " + proof + "\n smudge = touch " + proof + "\n");
        Files.writeString(fixture.userHome.resolve(".gitconfig"), "[filter \"evil\"]\n clean = touch " + proof);
        byte[] bytes = {'a', '\r', '\n', 'b', '\n', 0, (byte) 0xff};
        fixture.write("x.bin", bytes);
        fixture.write("y.txt", "one\r\ntwo\n");

        Checkpoint taken = fixture.take();
        Files.delete(fixture.workspace.resolve("x.bin"));
        fixture.write("y.txt", "other");
        fixture.checkpoints.diff(taken.id());
        fixture.restore(taken);

        assertThat(fixture.workspace.resolve("x.bin")).hasBinaryContent(bytes);
        assertThat(fixture.workspace.resolve("y.txt")).hasContent("one\r\ntwo\n");
        assertThat(proof).doesNotExist();
    }

    @Test
    void rootsAndHomesAreRefused() {
        for (Path refused :
                List.of(Path.of("/"), fixture.userHome, fixture.home, base, fixture.home.resolve("checkpoints"))) {
            if (Files.exists(refused)) {
                assertThat(refusal(refused).code()).isEqualTo(Code.TOO_LARGE);
                assertThat(refusal(refused).remedy()).contains("directory of the project's own");
            }
        }
        assertThat(refusal(base.resolve("no-such-directory")).code()).isEqualTo(Code.FAILED);
    }

    @Test
    void aWorkspaceBehindALinkIsJudgedByItsRealPath() throws IOException {
        Path link = Files.createSymbolicLink(base.resolve("link-to-home"), fixture.userHome);

        assertThat(refusal(link).code()).isEqualTo(Code.TOO_LARGE);
    }

    @Test
    void tooManyFilesOrBytesAreRefused() throws IOException {
        fixture.close();
        fixture = new Fixture(base, Fixture.limits(3, 1_000, 2_000, 20));
        for (int i = 0; i < 4; i++) {
            fixture.write("file" + i, "x");
        }
        assertThat(refusal(fixture.workspace)).hasMessageContaining("more than 3 files");

        Files.delete(fixture.workspace.resolve("file0"));
        for (int i = 1; i < 4; i++) {
            fixture.write("file" + i, String.valueOf(i).repeat(900));
        }
        assertThat(refusal(fixture.workspace)).hasMessageContaining("more than 2000 bytes");
        assertThat(fixture.checkpoints.list(Optional.empty())).isEmpty();
    }

    @Test
    void cancellationIsObserved() throws IOException {
        fixture.write("a.txt", "one");
        CancellationSource cancelled = new CancellationSource();
        cancelled.cancel("stop");

        assertThatThrownBy(() -> fixture.checkpoints.take(fixture.workspace.toString(), "reason", cancelled))
                .isInstanceOf(CancellationException.class);
        CancellingOnSecondLook later = new CancellingOnSecondLook();
        assertThatThrownBy(() -> fixture.checkpoints.take(fixture.workspace.toString(), "reason", later))
                .isInstanceOf(CancellationException.class);
        assertThat(fixture.checkpoints.list(Optional.empty())).isEmpty();
    }

    @Test
    void anInterruptedTakeKeepsNothingInsteadOfAnEmptyWorkspace() throws IOException {
        fixture.write("a.txt", "one");
        Thread.currentThread().interrupt();

        assertThatThrownBy(fixture::take).isInstanceOfAny(CancellationException.class, CheckpointException.class);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(fixture.checkpoints.list(Optional.empty())).isEmpty();
    }

    @Test
    void specialFilesAreCounted() throws Exception {
        int exit = new ProcessBuilder(
                        "mkfifo", fixture.workspace.resolve("pipe").toString())
                .start()
                .waitFor();
        org.junit.jupiter.api.Assumptions.assumeTrue(exit == 0);

        assertThat(fixture.take().reason()).endsWith("(left out: 1 neither file nor link)");
    }

    private CheckpointException refusal(Path directory) {
        return catchThrowableOfType(
                CheckpointException.class,
                () -> fixture.checkpoints.take(directory.toString(), "reason", new CancellationSource()));
    }

    /** Cancelled between the start of a checkpoint and its first file. */
    private static final class CancellingOnSecondLook implements dev.talaria.api.base.Cancellation {
        private int looks;

        @Override
        public boolean isCancelled() {
            return ++looks > 1;
        }

        @Override
        public String reason() {
            return "later";
        }

        @Override
        public Registration onCancel(Runnable action) {
            return () -> {};
        }
    }
}
