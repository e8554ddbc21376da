package dev.talaria.tools.terminal;

import static dev.talaria.tools.terminal.ReadOnlyProgram.Operands.FILES;
import static dev.talaria.tools.terminal.ReadOnlyProgram.Operands.FILES_OR_HERE;
import static dev.talaria.tools.terminal.ReadOnlyProgram.Operands.FORMAT;
import static dev.talaria.tools.terminal.ReadOnlyProgram.Operands.NONE;
import static dev.talaria.tools.terminal.ReadOnlyProgram.Operands.OPTIONAL_FILES;
import static dev.talaria.tools.terminal.ReadOnlyProgram.Operands.TEXT;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The short list, for GNU coreutils, procps and bash's own commands.
 *
 * <p>Left out on purpose: what follows links out of the named tree ({@code ls -L}, {@code du -L}), what never ends
 * ({@code tail -f}, {@code free -s}), what takes file names from a file ({@code --files0-from}, {@code date -f}), what
 * sets something ({@code date -s}, {@code hostname NAME}), what asks the network ({@code hostname -f}), and escape
 * sequences for the terminal ({@code echo -e}).
 */
final class ReadOnlyPrograms {
    private static final String COUNT = "[+-]?[0-9]{1,9}";

    static final Map<String, ReadOnlyProgram> ALL = all();

    private ReadOnlyPrograms() {}

    private static Map<String, ReadOnlyProgram> all() {
        Map<String, ReadOnlyProgram> programs = new LinkedHashMap<>();
        addListing(programs);
        addReading(programs);
        addSystem(programs);
        addText(programs);
        return Map.copyOf(programs);
    }

    private static void addListing(Map<String, ReadOnlyProgram> programs) {
        programs.put(
                "ls",
                ReadOnlyProgram.of(
                                FILES_OR_HERE,
                                "aAbBcCdfFghGiklmnNopqQrRsStuUvxX1",
                                "--all",
                                "--almost-all",
                                "--directory",
                                "--classify",
                                "--full-time",
                                "--group-directories-first",
                                "--human-readable",
                                "--inode",
                                "--no-group",
                                "--numeric-uid-gid",
                                "--recursive",
                                "--reverse",
                                "--size",
                                "--color=never")
                        .recursiveWith("R"));
        programs.put(
                "du",
                ReadOnlyProgram.of(
                                FILES_OR_HERE,
                                "abchkmsSx0",
                                "--all",
                                "--apparent-size",
                                "--bytes",
                                "--human-readable",
                                "--one-file-system",
                                "--summarize",
                                "--total",
                                "--max-depth=0",
                                "--max-depth=1",
                                "--max-depth=2",
                                "--max-depth=3")
                        .withValues("d", "[0-9]{1,3}")
                        .recursiveWith("*"));
        programs.put(
                "stat",
                ReadOnlyProgram.of(FILES, "ft", "--terse", "--file-system").withValues("c", "[ -~]+"));
        programs.put(
                "df",
                ReadOnlyProgram.of(
                        OPTIONAL_FILES, "ahHiklPT", "--all", "--human-readable", "--inodes", "--local", "--total"));
    }

    private static void addReading(Map<String, ReadOnlyProgram> programs) {
        programs.put(
                "cat",
                ReadOnlyProgram.of(
                        FILES, "AbeEnstTv", "--number", "--number-nonblank", "--show-all", "--squeeze-blank"));
        ReadOnlyProgram part = ReadOnlyProgram.of(FILES, "qv0123456789", "--quiet", "--silent", "--verbose");
        programs.put("head", part.withValues("nc", COUNT));
        programs.put("tail", part.withValues("nc", COUNT));
        programs.put("wc", ReadOnlyProgram.of(FILES, "clmwL", "--bytes", "--chars", "--lines", "--words"));
    }

    private static void addSystem(Map<String, ReadOnlyProgram> programs) {
        programs.put("uname", ReadOnlyProgram.of(NONE, "asnrvmpio", "--all"));
        programs.put(
                "date",
                ReadOnlyProgram.of(FORMAT, "uIR", "--utc", "--iso-8601", "--rfc-email")
                        .withValues("d", "[A-Za-z0-9 :+@./-]+"));
        programs.put("id", ReadOnlyProgram.of(NONE, "ugGnr"));
        programs.put("whoami", ReadOnlyProgram.of(NONE, ""));
        programs.put("pwd", ReadOnlyProgram.of(NONE, "LP"));
        programs.put("hostname", ReadOnlyProgram.of(NONE, ""));
        programs.put("nproc", ReadOnlyProgram.of(NONE, "", "--all"));
        programs.put("free", ReadOnlyProgram.of(NONE, "bkmghtw", "--human", "--mega", "--giga", "--total"));
        programs.put("uptime", ReadOnlyProgram.of(NONE, "ps", "--pretty", "--since"));
    }

    private static void addText(Map<String, ReadOnlyProgram> programs) {
        programs.put("echo", ReadOnlyProgram.of(TEXT, ""));
        programs.put("true", ReadOnlyProgram.of(NONE, ""));
        programs.put("false", ReadOnlyProgram.of(NONE, ""));
        programs.put("basename", ReadOnlyProgram.of(TEXT, ""));
        programs.put("dirname", ReadOnlyProgram.of(TEXT, ""));
        programs.put("which", ReadOnlyProgram.of(TEXT, "a"));
    }
}
