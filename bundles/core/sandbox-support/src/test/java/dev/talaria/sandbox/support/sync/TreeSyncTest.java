package dev.talaria.sandbox.support.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.sandbox.support.Exec;
import dev.talaria.sandbox.support.ProcessExec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeSyncTest {
    @TempDir
    Path temporary;

    private Path here;
    private Path there;
    private Path outside;
    private long nanos;
    private final List<String> started = new ArrayList<>();
    private final List<Exec.Channel> real = new ArrayList<>();
    private UnaryOperator<Exec.Channel> tamper = channel -> channel;
    private final Exec exec = new Exec() {
        private final Exec programs = new ProcessExec();

        @Override
        public Channel start(Launch launch) {
            started.add(launch.words().get(6));
            Channel channel = programs.start(launch);
            real.add(channel);
            return tamper.apply(channel);
        }
    };

    @BeforeEach
    void makeDirectories() throws IOException {
        here = Files.createDirectory(temporary.resolve("here"));
        there = temporary.resolve("there");
        outside = Files.createDirectory(temporary.resolve("outside"));
    }

    /** A program that nobody waited for still makes its directories, while they are being deleted. */
    @AfterEach
    void awaitPrograms() throws Exception {
        for (Exec.Channel channel : real) {
            channel.close();
            channel.input().close();
            channel.exitCode();
        }
    }

    private TreeSync sync(boolean readOnly) {
        return new TreeSync(
                exec,
                new SyncedDirectory(here, there.toString(), readOnly),
                temporary.resolve("state/sync").toString(),
                "ssh/web",
                () -> nanos,
                10_000_000);
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static List<String> tree(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private void later() {
        nanos += 5_000_000_000L;
    }

    @Test
    void whatIsHereGoesThereAndWhatChangedThereComesBack() throws Exception {
        write(here.resolve("a"), "one");
        write(here.resolve("deep/" + "long ".repeat(40) + "/ü 'q'\n$x"), "two");
        write(here.resolve("-rf"), "");
        Files.setPosixFilePermissions(here.resolve("a"), EnumSet.allOf(PosixFilePermission.class));
        TreeSync sync = sync(false);
        sync.push();
        assertThat(tree(there)).isEqualTo(tree(here));
        assertThat(there.resolve("a")).hasContent("one").isExecutable();
        write(there.resolve("a"), "ONE");
        write(there.resolve("new/" + "name".repeat(30) + "/file é"), "three");
        Files.delete(there.resolve("-rf"));
        assertThat(sync.pull()).isEmpty();
        assertThat(tree(here)).isEqualTo(tree(there));
        assertThat(here.resolve("a")).hasContent("ONE").isExecutable();
        assertThat(here.resolve("new/" + "name".repeat(30) + "/file é")).hasContent("three");
    }

    @Test
    void onlyWhatChangedIsSentAndNotMoreOftenThanEveryFiveSeconds() throws Exception {
        write(here.resolve("a"), "one");
        TreeSync sync = sync(false);
        sync.push();
        started.clear();
        write(here.resolve("b"), "two");
        sync.push();
        assertThat(started).isEmpty();
        later();
        sync.push();
        assertThat(started).containsExactly("push");
        assertThat(there.resolve("b")).hasContent("two");
        later();
        Files.delete(here.resolve("a"));
        sync.push();
        assertThat(there.resolve("a")).doesNotExist();
        later();
        started.clear();
        sync.push();
        assertThat(started).isEmpty();
    }

    @Test
    void allOrNothing() throws Exception {
        write(here.resolve("a"), "one");
        TreeSync sync = sync(false);
        sync.push();
        later();
        write(here.resolve("a"), "changed");
        byte[] much = new byte[1_000_000];
        new Random(1).nextBytes(much);
        Files.write(here.resolve("b"), much);
        tamper = channel -> new CutInput(channel, 500_000);
        assertThatThrownBy(sync::push).isInstanceOf(IOException.class);
        assertThat(tree(there)).containsExactly("a");
        assertThat(there.resolve("a")).hasContent("one");
        tamper = channel -> channel;
        sync.push();
        assertThat(there.resolve("a")).hasContent("changed");
        assertThat(there.resolve("b")).hasBinaryContent(much);
    }

    @Test
    void whatChangedOnBothSidesIsKeptTwice() throws Exception {
        write(here.resolve("both"), "old");
        write(here.resolve("same"), "old");
        write(here.resolve("gone"), "old");
        TreeSync sync = sync(false);
        sync.push();
        write(here.resolve("both"), "mine");
        write(there.resolve("both"), "theirs");
        write(here.resolve("same"), "new");
        write(there.resolve("same"), "new");
        write(here.resolve("gone"), "mine");
        Files.delete(there.resolve("gone"));
        write(here.resolve("new"), "mine");
        write(there.resolve("new"), "theirs");
        assertThat(sync.pull()).hasSize(3).anyMatch(said -> said.contains("both.from-ssh+web"));
        assertThat(here.resolve("both")).hasContent("mine");
        assertThat(here.resolve("both.from-ssh+web")).hasContent("theirs");
        assertThat(here.resolve("new")).hasContent("mine");
        assertThat(here.resolve("new.from-ssh+web")).hasContent("theirs");
        assertThat(here.resolve("gone")).hasContent("mine");
        assertThat(here.resolve("same.from-ssh+web")).doesNotExist();
    }

    @Test
    void whatTalariaLeftThereWhenItDiedComesBackBeforeAnythingGoes() throws Exception {
        write(here.resolve("a"), "one");
        sync(false).push();
        write(there.resolve("a"), "work of hours");
        write(there.resolve("b"), "more");
        sync(false).push();
        assertThat(here.resolve("a")).hasContent("work of hours");
        assertThat(here.resolve("b")).hasContent("more");
        assertThat(there.resolve("a")).hasContent("work of hours");
    }

    @Test
    void nothingComesBackFromWhatIsReadOnly() throws Exception {
        write(here.resolve("a"), "one");
        TreeSync sync = sync(true);
        sync.push();
        write(there.resolve("a"), "changed");
        write(there.resolve("b"), "new");
        assertThat(sync.pull()).isEmpty();
        assertThat(tree(here)).containsExactly("a");
        assertThat(here.resolve("a")).hasContent("one");
    }

    @Test
    void linksNeitherGoNorComeNorLeadOut() throws Exception {
        write(outside.resolve("secret"), "s");
        write(here.resolve("dir/a"), "one");
        Files.createSymbolicLink(here.resolve("link"), outside.resolve("secret"));
        TreeSync sync = sync(false);
        sync.push();
        assertThat(tree(there)).containsExactly("dir/a");
        Files.createSymbolicLink(there.resolve("evil"), Path.of("/etc/passwd"));
        write(there.resolve("dir/b"), "two");
        Files.delete(here.resolve("dir/a"));
        Files.delete(here.resolve("dir"));
        Files.createSymbolicLink(here.resolve("dir"), outside);
        write(there.resolve("link"), "over the link");
        assertThat(sync.pull()).anyMatch(said -> said.contains("dir/b did not come back"));
        assertThat(tree(outside)).containsExactly("secret");
        assertThat(outside.resolve("secret")).hasContent("s");
        assertThat(here.resolve("evil")).doesNotExist();
        assertThat(here.resolve("link.from-ssh+web")).hasContent("over the link");
    }

    @Test
    void namesThatLeadOutAreRefused() {
        for (String name : List.of("../x", "a/../../x", "/etc/x", "", "a//b", "./a", "a/..", "x\0y")) {
            assertThatThrownBy(() -> RelativeName.checked(name)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(RelativeName.checked("a/..b/c..")).isEqualTo("a/..b/c..");
    }

    @Test
    void whatTheSandboxSendsUnaskedIsRefused() throws Exception {
        write(here.resolve("a"), "one");
        TreeSync sync = sync(false);
        sync.push();
        write(there.resolve("a"), "two");
        write(outside.resolve("forged"), "x");
        Path forged = temporary.resolve("forged.tar");
        new ProcessBuilder(
                        "tar",
                        "-cPf",
                        forged.toString(),
                        "--transform=s,.*,../escaped,",
                        outside.resolve("forged").toString())
                .start()
                .waitFor();
        tamper = channel -> started.get(started.size() - 1).equals("fetch") ? Forged.of(channel, forged) : channel;
        assertThatThrownBy(sync::pull).hasMessageContaining("nobody asked for");
        assertThat(temporary.resolve("escaped")).doesNotExist();
        assertThat(here.resolve("a")).hasContent("one");
        assertThat(started.stream().filter("fetch"::equals)).hasSize(3);
    }

    private record Forged(Exec.Channel channel, InputStream output) implements Exec.Channel {
        static Forged of(Exec.Channel channel, Path tar) {
            try {
                return new Forged(
                        channel,
                        new SequenceInputStream(
                                new ByteArrayInputStream("ok\n".getBytes()), Files.newInputStream(tar)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public OutputStream input() {
            return OutputStream.nullOutputStream();
        }

        @Override
        public int exitCode() {
            return 0;
        }

        @Override
        public void close() {
            channel.close();
        }
    }

    @Test
    void tooMuchDoesNotComeBack() throws Exception {
        TreeSync sync = sync(false);
        write(here.resolve("a"), "one");
        sync.push();
        Files.write(there.resolve("big"), new byte[11_000_000]);
        assertThatThrownBy(sync::pull).hasMessageContaining("10000000");
        assertThat(tree(here)).containsExactly("a");
    }

    @Test
    void settingsAreParsed() {
        Path home = Path.of("/home/me");
        assertThat(SyncedDirectory.parse("~/p:/w/p:ro", home, "/work"))
                .isEqualTo(new SyncedDirectory(Path.of("/home/me/p"), "/w/p", true));
        assertThat(SyncedDirectory.parse("/p:src", home, "/work"))
                .isEqualTo(new SyncedDirectory(Path.of("/p"), "/work/src", false));
        assertThatThrownBy(() -> SyncedDirectory.parse("/p", home, "/work")).hasMessageContaining("here:there");
    }
}
