package dev.talaria.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.talaria.api.base.SessionId;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.session.SessionEntry;
import dev.talaria.api.session.SessionException;
import dev.talaria.api.session.SessionSearch.FoundSession;
import dev.talaria.api.session.SessionSearch.Hit;
import dev.talaria.api.session.SessionSearch.Speaker;
import dev.talaria.api.session.SessionSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** /sessions, /resume, /title, /branch, /export, /search. */
class SessionCommandsTest {
    private final World world = new World().talking();

    @TempDir
    Path folder;

    @BeforeEach
    void anEarlierSession() {
        Instant now = world.clock.instant();
        world.sessions.with("s2", "cli:login", "Fix the flaky login test", 12, now.minus(Duration.ofHours(17)));
        world.sessions.with("s3", "", "", 1, now.minus(Duration.ofDays(9)));
        world.conversation.in(folder.toString());
    }

    @Test
    void theLastSessionsAreListed() {
        assertThat(world.run("/sessions")).isEqualTo("""
                        - `cli:test` \u2014 Garden plans, 3 turns, 0 s ago, this one
                        - `cli:login` \u2014 Fix the flaky login test, 12 turns, 17 h ago
                        - `s3` \u2014 1 turn, 9 d ago

                        Go on with one: `/resume NAME`""");
    }

    @Test
    void theOnesInWhichWordsOccurAreListed() {
        assertThat(world.run("/sessions roses")).isEqualTo("Nothing was found.");
        world.engine.found.add(found("s2"));
        assertThat(world.run("/sessions roses")).contains("`cli:login`").doesNotContain("cli:test");
        assertThat(world.engine.asked).contains("find roses");
    }

    @Test
    void resumeSaysWhereItStands() {
        said("user", "first try");
        said("model", "  Tests *green*.\nPR not opened.");
        said("user", "and now?\nquick");
        said("tool", "not of interest");
        assertThat(world.run("/resume Fix the flaky login test")).isEqualTo("""
                        Resumed \u201cFix the flaky login test\u201d: 12 turns, 17 h ago.

                        - You \u2014 and now?
                        - Last \u2014 Tests \\*green\\*.
                        """);
        assertThat(world.conversation.done).containsExactly("go to s2");
    }

    @Test
    void whatCannotBeResumedIsSaid() {
        assertThat(world.failure("/resume roses").shown())
                .isEqualTo("No session has the key 'roses'.\n/sessions lists them.");
        assertThat(world.failure("/resume").remedy()).isEqualTo("Usage: /resume NAME|TITLE|latest");
        assertThat(world.conversation.done).isEmpty();
    }

    @Test
    void sessionsCompleteByNameAndByTitle() {
        assertThat(world.completed("/resume ")).containsExactly("cli:test", "cli:login", "s3");
        assertThat(world.completed("/resume cli:l")).containsExactly("cli:login");
        assertThat(world.completed("/resume fi")).containsExactly("Fix the flaky login test");
        assertThat(world.completed("/resume fix the fl")).containsExactly("flaky login test");
        assertThat(world.completed("/resume fix a fl")).isEmpty();
    }

    @Test
    void aTitleIsShownAndGiven() {
        assertThat(world.run("/title")).isEqualTo("This session is called \u201cGarden plans\u201d.");
        assertThat(world.run("/title The *new* one"))
                .isEqualTo("This session is called \u201cThe \\*new\\* one\u201d now.");
        assertThat(world.sessions.changed).containsExactly("title s1 The *new* one");
        world.conversation.at(new SessionKey("cli:fresh"));
        world.run("/title Before the first word");
        assertThat(world.sessions.changed).endsWith("begin cli:fresh os:anna", "title new Before the first word");
    }

    @Test
    void aBranchIsGoneTo() {
        assertThat(world.run("/branch 2"))
                .isEqualTo("This is a copy of \u201cGarden plans\u201d with 2 turns. Go back with `/resume cli:test`.");
        assertThat(world.sessions.changed).containsExactly("branch s1 OptionalInt[2]");
        assertThat(world.conversation.done).containsExactly("go to copy");
        world.conversation.at(new SessionKey("cli:test"));
        assertThat(world.run("/fork")).contains("with 3 turns");
        assertThat(world.failure("/branch half")).hasMessageContaining("'half' is no number");
    }

    @Test
    void anExportIsTheOwnersAloneAndNeverOverAnother() throws IOException {
        assertThat(world.run("/export"))
                .isEqualTo(
                        "Written to `" + folder.resolve("garden-plans.md") + "`. What looks like a secret is masked.");
        assertThat(folder.resolve("garden-plans.md")).hasContent("s1 as MARKDOWN");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("garden-plans.md"))))
                .isEqualTo("rw-------");
        assertThat(world.run("/export markdown")).contains("garden-plans-2.md");
        assertThat(world.run("/export JSON my notes.json")).contains("my notes.json");
        assertThat(folder.resolve("my notes.json")).hasContent("s1 as JSON");
        Files.writeString(folder.resolve("mine"), "mine");
        assertThat(world.failure("/export mine").shown())
                .isEqualTo("mine is there already. Nothing was written.\n"
                        + "Name another file: /export [markdown|json|sharegpt|atif] [FILE]");
        assertThat(folder.resolve("mine")).hasContent("mine");
        assertThat(world.failure("/export none/notes.md"))
                .hasMessage("none/notes.md would be in a directory that is not there. Nothing was written.");
    }

    @Test
    void halfAnExportIsNone() {
        world.exports = (id, format, raw, out) -> {
            out.append("half");
            throw new IOException("the disk is full");
        };
        assertThat(world.failure("/export sharegpt x.jsonl"))
                .hasMessage("x.jsonl cannot be written (the disk is full). Nothing was written.");
        assertThat(folder).isEmptyDirectory();
        world.exports = (id, format, raw, out) -> {
            throw new SessionException(SessionException.Code.NOT_FOUND, "It was erased.", "");
        };
        assertThatThrownBy(() -> world.run("/export")).isInstanceOf(SessionException.class);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void theNameOfAnExportFitsAnyFileSystem() {
        Instant now = world.clock.instant();
        world.sessions.with("s4", "cli:wild", "../" + "\ud835\udc00".repeat(90) + "/etc", 1, now);
        world.conversation.at(new SessionKey("cli:wild"));
        world.run("/export atif");
        assertThat(folder.toFile().list()).containsExactly("\ud835\udc00".repeat(59) + ".json");
        world.sessions.with("s5", "cli:none", "???", 1, now);
        world.conversation.at(new SessionKey("cli:none"));
        assertThat(world.run("/export")).contains("/s5.md");
    }

    @Test
    void formatsCompleteAtTheFirstWord() {
        assertThat(world.completed("/export m")).containsExactly("markdown");
        assertThat(world.completed("/export ")).containsExactly("json", "markdown", "sharegpt", "atif");
        assertThat(world.completed("/export json m")).isEmpty();
    }

    @Test
    void whatWasFoundIsMarked() {
        world.engine.found.add(found("s2"));
        assertThat(world.run("/search red roses")).isEqualTo("""
                        `cli:login` Fix the flaky login test

                        - user \u2014 plant **roses** \\*now\\*

                        Go on with one: `/resume NAME`""");
        world.engine.found.clear();
        assertThat(world.run("/search lilies")).isEqualTo("Nothing was found.");
        assertThat(world.failure("/search").remedy()).isEqualTo("Usage: /search WORDS");
        assertThat(world.engine.asked).containsExactly("find red roses", "find lilies");
    }

    private FoundSession found(String id) {
        SessionSummary session = world.sessions.find(new SessionId(id)).orElseThrow();
        return new FoundSession(
                session, List.of(new Hit(4, Instant.EPOCH, Speaker.USER, "anna", "plant >>>roses<<<\n*now*")), 0);
    }

    private void said(String kind, String text) {
        world.sessions.said.add(
                new SessionEntry(world.sessions.said.size() + 1, world.clock.instant(), kind, "", text));
    }
}
