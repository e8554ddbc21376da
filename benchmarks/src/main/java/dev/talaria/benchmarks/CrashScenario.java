package dev.talaria.benchmarks;

import dev.talaria.testkit.crash.CrashCounts;
import dev.talaria.testkit.crash.CrashHarness;
import dev.talaria.testkit.crash.CrashOptions;
import dev.talaria.testkit.crash.CrashRound;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A runtime that is killed at each point of its journal and at random, with a platform that knows nonces and without. */
final class CrashScenario {
    private static final String USAGE = "crash [--rounds N] [--mode enumerate|random] [--nonce|--no-nonce] [--seed N]"
            + " [--command COMMAND] [--commit-file FILE] [--tool NAME] [--arguments JSON] [--folder FOLDER]";
    private static final int EVERY_POINT = Integer.MAX_VALUE;

    private final Map<String, String> options;
    private final Path home;
    private final PrintStream table;
    private final Map<String, Object> figures = new LinkedHashMap<>();

    private CrashScenario(Map<String, String> options, Path home, PrintStream table) {
        this.options = options;
        this.home = home;
        this.table = table;
    }

    /** @param table for people, and a line for each round */
    static Map<String, Object> run(List<String> words, Path home, PrintStream table)
            throws IOException, InterruptedException {
        Map<String, String> options = options(words);
        Path folder = Path.of(options.getOrDefault("folder", home.toString())).toAbsolutePath();
        CrashScenario scenario = new CrashScenario(options, Files.createDirectories(folder), table);
        List<String> rows = new ArrayList<>();
        for (String guard : List.of("nonce", "no-nonce")) {
            for (String mode : List.of("enumerate", "random")) {
                if (scenario.wants(guard, mode)) {
                    rows.add(scenario.one(guard, mode));
                }
            }
        }
        table.printf(
                "%n%-20s %6s %8s %5s %9s %8s %8s %7s %7s%n",
                "", "kills", "accepted", "lost", "ran twice", "not run", "doubled", "marked", "strayed");
        rows.forEach(table::print);
        return scenario.figures;
    }

    private static Map<String, String> options(List<String> words) {
        Map<String, String> options = new LinkedHashMap<>();
        for (int index = 0; index < words.size(); index++) {
            String word = words.get(index);
            switch (word) {
                case "--nonce", "--no-nonce" -> options.put("guard", word.substring(2));
                case "--rounds",
                        "--mode",
                        "--seed",
                        "--command",
                        "--commit-file",
                        "--tool",
                        "--arguments",
                        "--folder" -> {
                    if (++index == words.size()) {
                        throw new IllegalArgumentException(word + " needs a value; usage: " + USAGE);
                    }
                    options.put(word.substring(2), words.get(index));
                }
                default -> throw new IllegalArgumentException("no option " + word + "; usage: " + USAGE);
            }
        }
        return options;
    }

    private boolean wants(String guard, String mode) {
        return options.getOrDefault("guard", guard).equals(guard)
                && options.getOrDefault("mode", mode).equals(mode);
    }

    /** @return a row of the table */
    private String one(String guard, String mode) throws IOException, InterruptedException {
        String name = guard + " " + mode;
        Path folder = Files.createDirectory(home.resolve(guard + "-" + mode));
        List<CrashRound> rounds;
        try (CrashHarness harness =
                new CrashHarness(subject(folder, guard.equals("nonce")), line -> table.println(name + ": " + line))) {
            harness.start();
            if (mode.equals("enumerate")) {
                harness.enumerate(EVERY_POINT);
            } else {
                harness.random(number("rounds", "30"), number("seed", "1"));
            }
            rounds = harness.finish();
        }
        return row(name, rounds);
    }

    private int number(String option, String ifAbsent) {
        return Integer.parseInt(options.getOrDefault(option, ifAbsent));
    }

    private CrashOptions subject(Path folder, boolean nonce) {
        CrashOptions talaria = CrashOptions.talaria(
                options.getOrDefault("command", "exec " + System.getProperty("talaria.benchmarks") + "/crash/talaria"),
                folder,
                nonce);
        CrashOptions subject = options.containsKey("commit-file")
                ? talaria.withCommitFile(folder.resolve("home").resolve(options.get("commit-file")))
                : talaria;
        return subject.withTool(
                options.getOrDefault("tool", subject.tool()), options.getOrDefault("arguments", subject.arguments()));
    }

    private String row(String name, List<CrashRound> rounds) {
        int kills = rounds.stream().mapToInt(CrashRound::kills).sum();
        CrashCounts sum =
                CrashCounts.sum(rounds.stream().map(CrashRound::counts).toList());
        put(name, "Kills", kills);
        put(name, "Accepted", sum.accepted());
        put(name, "Lost", sum.lost());
        put(name, "RanTwice", sum.ranTwice());
        put(name, "NotRun", sum.notRun());
        put(name, "Doubled", sum.doubled());
        put(name, "Marked", sum.marked());
        put(name, "Strayed", sum.strayed());
        return String.format(
                "%-20s %6d %8d %5d %9d %8d %8d %7d %7d%n",
                name,
                kills,
                sum.accepted(),
                sum.lost(),
                sum.ranTwice(),
                sum.notRun(),
                sum.doubled(),
                sum.marked(),
                sum.strayed());
    }

    private void put(String name, String figure, int value) {
        figures.put(
                name.replace("no-nonce", "plain")
                                .replace(" enumerate", "Points")
                                .replace(" random", "Random")
                        + figure,
                value);
    }
}
