package dev.talaria.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import dev.talaria.itests.variant.VariantBundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Bundles that do not work are named with what to do, and hurt nobody else. */
final class BadBundles {
    private static final String BAD = "dev.talaria.itests.bad_tool";
    private static final String GOOD = "dev.talaria.itests.good_tool";

    private final Container container;
    private final Conversation talk;

    BadBundles(Container container, Conversation talk) {
        this.container = container;
        this.talk = talk;
    }

    private static VariantBundle bad(String version) {
        return VariantBundle.of(BAD, version);
    }

    void unresolvable() throws Exception {
        Path bad = container.deploy("bad.jar");
        Path provider = container.deploy("provider.jar");
        Files.write(bad, bad("1.0.0").importing("com.example.missing").bytes());
        awaitProblem(BAD + " 1.0.0", "package com.example.missing", "delete deploy/bad.jar");
        theOthersWork();
        Files.write(
                provider,
                VariantBundle.of("dev.talaria.itests.provider", "1.0.0")
                        .exporting("com.example.missing")
                        .bytes());
        talk.awaitTool("bad_tool");
        Files.delete(bad);
        talk.awaitNoTool("bad_tool");
        Files.delete(provider);
        talk.awaitNoTool("provider");
        awaitNoProblem();
    }

    void throwsInActivation() throws Exception {
        Path bad = container.deploy("bad.jar");
        Files.write(bad, bad("1.0.0").with("activate", "throw").bytes());
        awaitProblem(BAD + " 1.0.0", "on purpose in activate", "delete deploy/bad.jar");
        theOthersWork();
        Files.write(bad, bad("1.0.1").bytes());
        talk.awaitTool("bad_tool");
        awaitNoProblem();
        Files.delete(bad);
        talk.awaitNoTool("bad_tool");
    }

    void hangsInActivation() throws Exception {
        Path bad = container.deploy("bad.jar");
        Files.write(bad, bad("1.0.2").with("activate", "hang").bytes());
        awaitProblem(BAD + " 1.0.2", "hangs in its activation", "VariantTool.misbehave");
        theOthersWork();
        // The watcher of deploy/ hangs with it, until it is interrupted: then it sees the next drop.
        Path next = container.deploy("next.jar");
        Files.write(
                next, VariantBundle.of("dev.talaria.itests.next_tool", "1.0.0").bytes());
        talk.awaitTool("next_tool");
        awaitProblem(BAD + " 1.0.2", "InterruptedException", "delete deploy/bad.jar");
        Files.delete(next);
        Files.delete(bad);
        talk.awaitNoTool("next_tool");
        awaitNoProblem();
    }

    void hangsInDeactivation() throws Exception {
        Path bad = container.deploy("bad.jar");
        Files.write(bad, bad("1.0.3").with("deactivate", "hang").bytes());
        talk.awaitTool("bad_tool");
        Files.delete(bad);
        awaitProblem(BAD + " 1.0.3", "hangs in its deactivation", "VariantTool.misbehave");
        theOthersWork();
        Container.await("it is gone", () -> container.bundles(BAD).isEmpty());
        awaitNoProblem();
    }

    void throwsInDeactivation() throws Exception {
        Path bad = container.deploy("bad.jar");
        Files.write(bad, bad("1.0.4").with("deactivate", "throw").bytes());
        talk.awaitTool("bad_tool");
        Files.delete(bad);
        talk.awaitNoTool("bad_tool");
        Container.await("it is gone", () -> container.bundles(BAD).isEmpty());
        Container.await("the log says so", () -> !container
                .log(entry -> entry.contains("on purpose in deactivate"))
                .isEmpty());
        theOthersWork();
        awaitNoProblem();
    }

    void halfAFile() throws Exception {
        byte[] whole = bad("1.0.5").bytes();
        Path bad = container.deploy("bad.jar");
        Files.write(bad, Arrays.copyOf(whole, whole.length / 2));
        Container.await("it is named", () -> !container
                .log(entry -> entry.contains("| WARN ") && entry.contains("bad.jar is not a whole archive"))
                .isEmpty());
        theOthersWork();
        Files.write(bad, whole);
        talk.awaitTool("bad_tool");
        Files.delete(bad);
        talk.awaitNoTool("bad_tool");
    }

    /** A tool comes by command, answers, and goes. */
    private void theOthersWork() throws Exception {
        InstallPath path = InstallPath.command(container);
        path.install(VariantBundle.of(GOOD, "1.0.0").bytes());
        talk.awaitTool("good_tool");
        assertEquals("answer of 1.0.0", talk.call("good_tool"));
        path.remove();
        talk.awaitNoTool("good_tool");
    }

    /** In the shell, and once in the log. */
    private void awaitProblem(String bundle, String... words) throws Exception {
        Container.await("a problem of " + bundle + " with " + Arrays.toString(words), () -> {
            String listed = container.shell("talaria:problems");
            return listed.contains(bundle) && Arrays.stream(words).allMatch(listed::contains);
        });
        Container.await(
                "it is logged",
                () -> container
                                .log(entry -> entry.contains("| WARN ")
                                        && entry.contains(bundle)
                                        && entry.contains("dev.talaria.deploy")
                                        && Arrays.stream(words).allMatch(entry::contains))
                                .size()
                        == 1);
    }

    private void awaitNoProblem() throws Exception {
        Container.await(
                "no problem is left", () -> container.shell("talaria:problems").contains("No bundle"));
        assertTrue(container.bundles(GOOD).isEmpty());
    }
}
