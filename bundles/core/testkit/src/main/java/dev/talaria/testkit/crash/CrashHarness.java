package dev.talaria.testkit.crash;

import dev.talaria.testkit.crash.CrashCounts.Question;
import dev.talaria.testkit.crash.SyncTrap.Call;
import dev.talaria.testkit.gateway.PlatformMessage;
import dev.talaria.testkit.gateway.ScriptedPlatform;
import dev.talaria.testkit.model.ScriptedModelServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Owns the platform and the model, which outlive the runtime, and kills it. A round asks something, kills, starts the
 * runtime again and waits until every message has its reply.
 *
 * <p>A point of the enumeration is a call on the file in which the runtime commits: killed as it enters the first write
 * of commit N, everything up to commit N - 1 has happened, with its effects on the world, and nothing of commit N;
 * killed as it enters the sync of commit N, the commit is in the file and nothing was done because of it.
 */
public final class CrashHarness implements AutoCloseable {
    /** Nothing happens for so long: the runtime is done. */
    private static final Duration QUIET = Duration.ofSeconds(1);

    private static final int MOST_KILLS = 2;
    private static final int MOST_ATTEMPTS = 4;

    private final CrashOptions options;
    private final Consumer<String> log;
    private final ScriptedPlatform platform = new ScriptedPlatform();
    private final ScriptedModelServer model = new ScriptedModelServer().withoutRecording();
    private final CrashSubject subject;
    private final Path toolFile;
    private final List<CrashRound> rounds = new ArrayList<>();
    /** Of a turn, commit by commit, as seen last. */
    private final List<Integer> writes = new ArrayList<>();

    /** Commits in the middle of which it died. */
    private final Set<Integer> diedBefore = new HashSet<>();

    private int lastNumber;

    /** @param log told about each round, one line */
    public CrashHarness(CrashOptions options, Consumer<String> log) throws IOException {
        this.options = options;
        this.log = log;
        toolFile = options.folder().resolve("tool-runs");
        Files.createFile(toolFile);
        CrashScript script =
                new CrashScript(options.tool(), options.arguments().replace("{file}", toolFile.toString()));
        model.answering(script::answer);
        subject = new CrashSubject(
                options.command(), environment(), options.folder().resolve("runtime.log"));
    }

    private Map<String, String> environment() {
        return Map.of(
                "CRASH_HOME", options.folder().resolve("home").toString(),
                "CRASH_PLATFORM_URL", platform.baseUrl().toString(),
                "CRASH_PLATFORM_TOKEN", platform.token(),
                "CRASH_MODEL_URL", model.baseUrl(),
                "CRASH_TOOL_FILE", toolFile.toString(),
                "CRASH_REPEAT_GUARD", options.nonce() ? "NONCE" : "NONE");
    }

    /** Starts the runtime, and waits for its first reply. */
    public void start() throws IOException, InterruptedException {
        subject.start();
        Question first = ask("first");
        boolean answered = awaitReplies(List.of(first));
        int runs = toolRuns().getOrDefault(first.number(), 0);
        if (!answered || runs != 1) {
            throw new IOException("Before any death there must be a reply and one call of the tool. There "
                    + (answered ? "is a reply and " : "is no reply and ") + runs + " calls. See "
                    + options.folder().resolve("runtime.log"));
        }
    }

    /** One round for each point of a turn, until a turn passes unhurt. @param most at most so many points of each kind */
    public void enumerate(int most) throws IOException, InterruptedException {
        for (int commit = 1; commit <= most && beforeCommit(commit); commit++) {
            afterCommit(commit);
        }
    }

    /**
     * Rounds until one has died in the middle of this commit, or enough of them: how much is written before it differs
     * from turn to turn.
     *
     * @param commit from 1, counted from the message on
     * @return false: a turn has no such commit
     */
    public boolean beforeCommit(int commit) throws IOException, InterruptedException {
        if (commit > writes.size()) {
            writesOfOneTurn();
        }
        for (int attempt = 1; attempt <= MOST_ATTEMPTS && !diedBefore.contains(commit); attempt++) {
            if (commit > writes.size()) {
                return false;
            }
            int before =
                    writes.stream().limit(commit - 1).mapToInt(count -> count).sum();
            int middle = before + (writes.get(commit - 1) + 1) / 2;
            diedBefore.add(atCall("before commit " + commit, Call.WRITE, middle));
        }
        return true;
    }

    /** One round. @param commit from 1, counted from the message on */
    public void afterCommit(int commit) throws IOException, InterruptedException {
        atCall("after commit " + commit, Call.SYNC, commit);
    }

    /** Rounds of several messages in two chats, with one or two deaths at any moment, also of the start. */
    public void random(int times, long seed) throws IOException, InterruptedException {
        Random random = new Random(seed);
        for (int round = 1; round <= times; round++) {
            String name = "random " + round;
            List<Question> questions = new ArrayList<>(List.of(ask(name + "a"), ask(name + "a"), ask(name + "b")));
            int kills = 1 + random.nextInt(MOST_KILLS);
            StringBuilder where = new StringBuilder(name);
            for (int kill = 0; kill < kills; kill++) {
                int wait = random.nextInt(kill == 0 ? options.turnMillis() : options.startMillis());
                TimeUnit.MILLISECONDS.sleep(wait);
                subject.kill();
                where.append(" +").append(wait).append(" ms");
                subject.start();
            }
            finish(where.toString(), questions, kills);
        }
    }

    /** A last look, when nothing comes any more. */
    public List<CrashRound> finish() throws IOException, InterruptedException {
        TimeUnit.NANOSECONDS.sleep(QUIET.toNanos());
        Map<Integer, Integer> runs = toolRuns();
        List<PlatformMessage> shown = platform.shown();
        return rounds.stream().map(round -> round.counted(shown, runs)).toList();
    }

    private void writesOfOneTurn() throws IOException, InterruptedException {
        try (SyncTrap trap = SyncTrap.watch(subject.pids(), options.commitFile(), traceFile())) {
            Question question = ask("watched" + lastNumber);
            awaitReplies(List.of(question));
            awaitQuiet(trap);
            learn(trap.writesByCommit());
            log.accept("one turn writes, commit by commit: " + writes);
        }
    }

    /** The last one was not seen whole. */
    private void learn(List<Integer> seen) {
        for (int index = 0; index < seen.size() - 1; index++) {
            if (index < writes.size()) {
                writes.set(index, seen.get(index));
            } else {
                writes.add(seen.get(index));
            }
        }
    }

    /** @return in which commit it was killed; 0: in none */
    private int atCall(String name, Call call, int number) throws IOException, InterruptedException {
        Question question;
        boolean killed;
        int reached;
        try (SyncTrap trap = SyncTrap.kill(subject.pids(), options.commitFile(), traceFile(), call, number)) {
            question = ask(name);
            while (subject.isAlive() && !isAnswered(question)) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
            awaitQuiet(trap);
            killed = !subject.isAlive();
            List<Integer> seen = trap.writesByCommit();
            learn(seen);
            // The sync of a commit is entered when it is killed there, so it counts as one more.
            reached = call == Call.SYNC ? seen.size() - 1 : seen.size();
            log.accept(name + (killed ? ": killed in commit " + reached : ": no such call"));
        }
        if (killed) {
            subject.kill();
            subject.start();
        }
        finish(name, List.of(question), killed ? 1 : 0);
        return killed ? reached : 0;
    }

    private void finish(String name, List<Question> questions, int kills) throws IOException, InterruptedException {
        List<Question> all = new ArrayList<>(questions);
        if (kills > 0) {
            // Where the reply was there before the death, nothing else tells that the runtime is back.
            all.add(ask(name + ", after it"));
        }
        boolean answered = awaitReplies(all);
        TimeUnit.NANOSECONDS.sleep(QUIET.toNanos());
        CrashRound round = new CrashRound(name, kills, all, CrashCounts.NONE);
        rounds.add(round);
        CrashCounts counts = round.counted(platform.shown(), toolRuns()).counts();
        log.accept(name + ": " + counts + (answered ? "" : " LATE: " + platform.unacknowledged() + " not accepted"));
    }

    private Question ask(String chat) {
        int number = ++lastNumber;
        return new Question(number, chat, platform.post(chat, "someone", CrashScript.question(number)));
    }

    private boolean isAnswered(Question question) {
        return platform.shown(question.chat()).stream().anyMatch(question::isAnsweredBy);
    }

    private boolean awaitReplies(List<Question> questions) throws IOException, InterruptedException {
        boolean answered = platform.awaitShown(
                shown -> questions.stream().allMatch(question -> shown.stream().anyMatch(question::isAnsweredBy)),
                options.patience());
        if (!subject.isAlive()) {
            throw new IOException(
                    "The runtime ended by itself; see " + options.folder().resolve("runtime.log"));
        }
        return answered;
    }

    /** The reply is on its way; what the runtime writes down after it is part of the turn. */
    private void awaitQuiet(SyncTrap trap) throws IOException, InterruptedException {
        int before = -1;
        while (subject.isAlive() && trap.size() != before) {
            before = trap.size();
            TimeUnit.NANOSECONDS.sleep(QUIET.toNanos());
        }
    }

    private Map<Integer, Integer> toolRuns() throws IOException {
        Map<Integer, Integer> runs = new HashMap<>();
        for (String line : Files.readAllLines(toolFile)) {
            runs.merge(Integer.valueOf(line.strip()), 1, Integer::sum);
        }
        return runs;
    }

    private Path traceFile() {
        return options.folder().resolve("trace-" + lastNumber);
    }

    @Override
    public void close() {
        subject.close();
        platform.close();
        model.close();
    }
}
