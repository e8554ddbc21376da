package dev.talaria.engine.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code tar}, {@code zip} and {@code unzip}. */
final class Archives {
    private static final Argument HERE = Argument.known(".");
    private static final ProgramOptions TAR = ProgramOptions.of(
            "-cxtvzjJapkhmoOrusSZl -f= -C= -X< -T< --create --extract"
                    + " --list --verbose --gzip --bzip2 --xz --zstd --file= --directory= --exclude= --strip-components= --get"
                    + " --auto-compress --keep-old-files --no-same-owner --wildcards --to-stdout --append --update --transform="
                    + " --exclude-vcs --sort= --owner= --group= --mtime= --numeric-owner --one-top-level? --preserve-permissions");
    private static final ProgramOptions ZIP =
            ProgramOptions.of("-rqv0123456789jyumdeX@ -x= -i= --quiet --recurse-paths");
    private static final ProgramOptions UNZIP = ProgramOptions.of("-qolnjvtpuLaCZ1 -d> -x=");

    private Archives() {}

    static void addTo(Map<String, Program> programs) {
        programs.put("tar", Archives::tar);
        programs.put("bsdtar", Archives::tar);
        programs.put("zip", Archives::zip);
        programs.put("unzip", Archives::unzip);
    }

    private static void tar(Invocation invocation) {
        List<Argument> words = new ArrayList<>(invocation.arguments());
        boolean bare = !words.isEmpty()
                && words.get(0).isKnown()
                && words.get(0).text().matches("[a-zA-Z]+");
        if (bare) {
            words.set(0, Argument.known("-" + words.get(0).text()));
        }
        CommandLine line = CommandLine.of(words, TAR, false);
        if (line.isUnparsable()) {
            invocation.unparsable();
        }
        if (line.hasUnknownOption()) {
            UnknownProgram.judge(invocation);
        }
        Argument archive = value(words, "f", "--file");
        Argument directory = value(words, "C", "--directory");
        Argument base = directory.is("") ? HERE : directory;
        line.reads().forEach(invocation::read);
        boolean toFile = !archive.is("-") && !archive.is("");
        if (archive.text().contains(":")) {
            invocation.unknown();
        }
        if (line.has("-c", "-r", "-u", "--create", "--append", "--update")) {
            (toFile ? List.of(archive) : List.<Argument>of()).forEach(invocation::write);
            invocation.readTree(base);
            line.operands().forEach(invocation::readTree);
        } else {
            (toFile ? List.of(archive) : List.<Argument>of()).forEach(invocation::read);
            if (line.has("-x", "--extract", "--get") && !line.has("-O", "--to-stdout")) {
                invocation.writeTree(base);
            }
        }
    }

    /** The word behind the option's letter, alone or last of a cluster, or behind its name. */
    private static Argument value(List<Argument> words, String letter, String name) {
        for (int i = 0; i < words.size(); i++) {
            String text = words.get(i).text();
            if (text.startsWith(name + "=")) {
                return words.get(i).from(name.length() + 1);
            }
            boolean last = text.equals(name) || text.matches("-[a-zA-Z]*" + letter);
            if (last && i + 1 < words.size()) {
                return words.get(i + 1);
            }
            if (text.matches("-" + letter + ".+")) {
                return words.get(i).from(2);
            }
        }
        return Argument.known("");
    }

    private static void zip(Invocation invocation) {
        CommandLine line = CommandLine.of(invocation.arguments(), ZIP, false);
        if (line.isUnparsable()) {
            invocation.unparsable();
        }
        if (line.hasUnknownOption() || line.has("-@", "-m", "-d")) {
            UnknownProgram.judge(invocation);
        }
        for (int i = 0; i < line.operands().size(); i++) {
            if (i == 0) {
                invocation.write(line.operands().get(i));
            } else {
                invocation.readTree(line.operands().get(i));
            }
        }
    }

    private static void unzip(Invocation invocation) {
        CommandLine line = CommandLine.of(invocation.arguments(), UNZIP, false);
        if (line.isUnparsable()) {
            invocation.unparsable();
        }
        if (line.hasUnknownOption()) {
            UnknownProgram.judge(invocation);
        }
        line.operands().stream().limit(1).forEach(invocation::read);
        boolean only = line.has("-l", "-p", "-v", "-t", "-Z");
        if (!only) {
            line.writes().forEach(invocation::writeTree);
            if (line.writes().isEmpty()) {
                invocation.writeTree(HERE);
            }
        }
    }
}
