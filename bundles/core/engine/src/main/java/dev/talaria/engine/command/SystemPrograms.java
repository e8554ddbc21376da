package dev.talaria.engine.command;

import dev.talaria.api.approval.Nature;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Programs for rights, processes, services, disks and databases. */
final class SystemPrograms {
    private static final Pattern WIDE_MODE =
            Pattern.compile("[0-7]*[0-7]?[0-7]?[2367]|[2467][0-7]{3}|.*[oa][+=][rx]*w.*|.*\\+[rxw]*s.*|\\+[rx]*w.*");
    private static final Set<String> SERVICE_READS = Set.of(
            "status",
            "is-active",
            "is-enabled",
            "is-failed",
            "list-units",
            "list-unit-files",
            "list-timers",
            "list-sockets",
            "show",
            "cat",
            "--version",
            "--failed",
            "list-dependencies");
    private static final Set<String> POWER = Set.of(
            "poweroff",
            "reboot",
            "halt",
            "kexec",
            "emergency",
            "rescue",
            "exit",
            "soft-reboot",
            "isolate",
            "hibernate",
            "suspend",
            "default");
    private static final Pattern LOSS = Pattern.compile("(?i)\\b(?:drop|truncate)\\s+\\w");
    private static final Pattern DELETE = Pattern.compile("(?i)\\bdelete\\s+from\\s");
    private static final Pattern WHERE = Pattern.compile("(?i)\\bwhere\\b");
    private static final Pattern OWN_JOB = Pattern.compile("%[0-9+-]*");

    private SystemPrograms() {}

    static void addTo(Map<String, Program> programs) {
        programs.put("chmod", SystemPrograms::changeMode);
        programs.put("chown", SystemPrograms::changeOwner);
        programs.put("chgrp", SystemPrograms::changeOwner);
        programs.put("dd", SystemPrograms::copyBlocks);
        programs.put("kill", SystemPrograms::kill);
        programs.put("pkill", invocation -> invocation.execute(Nature.DESTRUCTIVE));
        programs.put("killall", invocation -> invocation.execute(Nature.DESTRUCTIVE));
        programs.put("fuser", invocation -> invocation.execute(Nature.DESTRUCTIVE));
        programs.put("systemctl", SystemPrograms::services);
        programs.put("service", SystemPrograms::services);
        programs.put("init", SystemPrograms::runlevel);
        programs.put("telinit", SystemPrograms::runlevel);
        programs.put("journalctl", SystemPrograms::journal);
        programs.put("wipefs", SystemPrograms::wipe);
        programs.put("sgdisk", SystemPrograms::wipe);
        programs.put("patch", SystemPrograms::patch);
        List.of("psql", "mysql", "mariadb", "sqlite3", "sqlcmd", "clickhouse-client", "duckdb")
                .forEach(name -> programs.put(name, SystemPrograms::database));
    }

    private static void changeMode(Invocation invocation) {
        List<Argument> operands = invocation.arguments().stream()
                .filter(word -> !word.text().matches("-[Rvcf]+|--recursive|--verbose|--changes|--silent|--"))
                .toList();
        boolean deep =
                invocation.arguments().stream().anyMatch(word -> word.text().matches("-[vcf]*R[Rvcf]*|--rec.*"));
        Argument mode = operands.isEmpty() ? Argument.many("") : operands.get(0);
        if (!mode.isKnown()) {
            invocation.unparsable();
        } else if (WIDE_MODE.matcher(mode.text()).matches() || mode.text().startsWith("--")) {
            invocation.execute(Nature.DESTRUCTIVE);
        }
        for (Argument file : operands.subList(Math.min(1, operands.size()), operands.size())) {
            boolean vital = deep && isVital(file, invocation);
            if (vital) {
                invocation.execute(Nature.RUINOUS);
            } else if (deep) {
                invocation.writeTree(file);
            } else {
                invocation.write(file);
            }
        }
    }

    private static boolean isVital(Argument file, Invocation invocation) {
        return file.before().equals("/") && !file.isKnown()
                || invocation
                        .files()
                        .targets(file, invocation.state())
                        .map(targets -> targets.stream()
                                .anyMatch(target -> Paths.isVital(
                                        target.path(), invocation.surroundings().home())))
                        .orElse(false);
    }

    private static void changeOwner(Invocation invocation) {
        invocation.execute(Nature.PRIVILEGED);
        boolean deep =
                invocation.arguments().stream().anyMatch(word -> word.text().matches("-[a-zA-Z]*R.*|--rec.*"));
        List<Argument> operands =
                invocation.arguments().stream().filter(word -> !word.isOption()).toList();
        boolean vital = operands.stream().skip(1).anyMatch(file -> isVital(file, invocation));
        if (deep && vital) {
            invocation.execute(Nature.RUINOUS);
        }
    }

    private static void copyBlocks(Invocation invocation) {
        for (Argument word : invocation.arguments()) {
            if (word.before().startsWith("if=")) {
                invocation.read(word.from(3));
            } else if (word.before().startsWith("of=")) {
                invocation.write(word.from(3), Nature.DESTRUCTIVE);
            } else if (!word.isKnown()) {
                invocation.unparsable();
            }
        }
    }

    private static void kill(Invocation invocation) {
        List<Argument> words = invocation.arguments();
        boolean signal = !words.isEmpty() && words.get(0).before().startsWith("-");
        boolean named = words.size() > 1 && words.get(0).text().matches("-s|-n|--signal");
        List<Argument> targets = words.subList(Math.min(words.size(), named ? 2 : signal ? 1 : 0), words.size());
        if (words.size() == 1 && words.get(0).text().matches("-l|-L|--list")) {
            return;
        }
        boolean everyone = targets.stream().anyMatch(word -> word.text().matches("-?0*1"))
                || words.size() == 1 && words.get(0).is("-1");
        boolean own = !targets.isEmpty()
                && targets.stream()
                        .allMatch(word ->
                                word.isKnown() && OWN_JOB.matcher(word.text()).matches());
        boolean probe = words.size() > 1 && words.get(0).is("-0");
        if (everyone) {
            invocation.execute(Nature.RUINOUS);
        } else if (!own && !probe) {
            invocation.execute(Nature.DESTRUCTIVE);
        }
    }

    private static void services(Invocation invocation) {
        List<Argument> operands = invocation.arguments().stream()
                .filter(word -> !word.isOption() || SERVICE_READS.contains(word.text()))
                .toList();
        boolean service = invocation.name().equals("service");
        Argument action =
                operands.size() > (service ? 1 : 0) ? operands.get(service ? 1 : 0) : Argument.known("list-units");
        boolean power = invocation.arguments().stream().anyMatch(word -> POWER.contains(word.text()) && word.isKnown());
        if (power && !service) {
            invocation.execute(Nature.RUINOUS);
        } else if (!action.isKnown() || !SERVICE_READS.contains(action.text())) {
            invocation.execute(Nature.PRIVILEGED);
        }
    }

    private static void runlevel(Invocation invocation) {
        boolean reads = invocation.arguments().isEmpty();
        invocation.execute(reads ? Nature.PRIVILEGED : Nature.RUINOUS);
    }

    private static void journal(Invocation invocation) {
        boolean changes = invocation.arguments().stream()
                .anyMatch(word -> word.text().matches("--(?:vac|rot|fl|sync|relin|set|up|mig|root|file|dir).*")
                        || !word.isAtMostOneWord());
        if (changes) {
            invocation.execute(Nature.PRIVILEGED);
        } else {
            invocation.readTree(Argument.known("/var/log/journal"));
        }
    }

    private static void wipe(Invocation invocation) {
        boolean all = invocation.arguments().stream()
                .anyMatch(word -> word.text().matches("-[a-zA-Z]*[aZo].*|--all|--zap.*|--clear"));
        invocation.execute(all ? Nature.RUINOUS : Nature.PRIVILEGED);
    }

    private static void patch(Invocation invocation) {
        ProgramOptions options =
                ProgramOptions.of("-NRfsEltbu -p= -i< -d= -F= --forward --reverse --dry-run --force --silent"
                        + " --strip= --input< --fuzz= --batch");
        CommandLine line = CommandLine.of(invocation.arguments(), options, false);
        if (line.isUnparsable() || line.has("-d")) {
            invocation.unparsable();
        }
        if (line.hasUnknownOption()) {
            UnknownProgram.judge(invocation);
        }
        line.reads().forEach(invocation::read);
        invocation.writeTree(Argument.known("."));
        line.operands().forEach(invocation::write);
    }

    private static void database(Invocation invocation) {
        invocation.unknown();
        boolean loses = invocation.arguments().stream().anyMatch(word -> loses(word.text()))
                || loses(invocation.input().text().text());
        if (loses) {
            invocation.execute(Nature.DESTRUCTIVE);
        }
        if (!invocation.name().equals("sqlite3") && !invocation.name().equals("duckdb")) {
            invocation.network(NetworkAddress.ANY);
        }
    }

    private static boolean loses(String sql) {
        return LOSS.matcher(sql).find()
                || DELETE.matcher(sql).find() && !WHERE.matcher(sql).find();
    }
}
