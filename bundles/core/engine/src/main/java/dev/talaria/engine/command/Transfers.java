package dev.talaria.engine.command;

import dev.talaria.api.approval.Nature;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Programs that bring files from other machines and to them. */
final class Transfers {
    private static final Pattern SENT = Pattern.compile("(?:-[dF]|--(?:data|form|json)[a-z-]*=)?(?:[^@<]*=)?[@<](.+)");
    private static final Pattern REMOTE = Pattern.compile("(?:[^/@:]+@)?([A-Za-z0-9_.-]+)::?(?!//).*|rsync://.*");
    private static final ProgramOptions CURL = ProgramOptions.of(
            "-LsSfkiIvgjNnaR#0123456789Gl -HXdFAuemwQYyzbrCPt= -x= -T<"
                    + " -o> -c> -D> --location --silent --show-error --fail --insecure --include --head --verbose --compressed --get"
                    + " --request= --header= --data= --data-raw= --data-binary= --data-urlencode= --json= --form= --user= --user-agent="
                    + " --max-time= --connect-timeout= --retry= --retry-delay= --write-out= --url= --referer= --cookie= --output>"
                    + " --upload-file< --cookie-jar> --dump-header> --http1.1 --http2 --ipv4 --progress-bar --no-progress-meter"
                    + " --fail-with-body --max-redirs= --range= --retry-all-errors --proto= --tlsv1.2 --create-dirs --cacert< --cert<"
                    + " --remote-time --no-buffer --resolve= --interface= --limit-rate= --form-string= --oauth2-bearer=");
    private static final ProgramOptions WGET =
            ProgramOptions.of("-qcNSvrklpmxEHKLtnbd -O> -o> -a> -P> -i< -TUtQwlAR= --quiet"
                    + " --continue --recursive --no-verbose --output-document> --output-file> --directory-prefix> --input-file< --header="
                    + " --timeout= --tries= --no-check-certificate --spider --show-progress --user-agent= --post-data= --post-file<"
                    + " --no-parent --mirror --method= --body-data= --body-file<");

    private Transfers() {}

    static void addTo(Map<String, Program> programs) {
        programs.put("curl", Transfers::curl);
        programs.put("wget", Transfers::wget);
        programs.put("ssh", Transfers::shell);
        programs.put("scp", Transfers::copy);
        programs.put("rsync", Transfers::copy);
    }

    private static void curl(Invocation invocation) {
        List<Argument> arguments = invocation.arguments();
        boolean named =
                arguments.stream().anyMatch(word -> word.text().matches("-[a-zA-Z#]*[OJ][a-zA-Z]*|--remote-.*name.*"));
        List<Argument> words = arguments.stream()
                .filter(word -> !word.text().matches("--remote-name(-all)?|--remote-header-name"))
                .map(word ->
                        word.isKnown() && word.text().matches("-[LsSfk]*[OJ]+[LsSfkOJ]*") ? Argument.known("-L") : word)
                .toList();
        if (named) {
            invocation.writeTree(Argument.known("."));
        }
        CommandLine line = CommandLine.of(words, CURL, false);
        transfer(line, invocation);
        for (Argument word : words) {
            Matcher sent = SENT.matcher(word.text());
            if (sent.matches() && !sent.group(1).equals("-")) {
                invocation.read(word.isKnown() ? Argument.known(sent.group(1)) : Argument.one(word.text()));
            }
            if (word.text().startsWith("--url=")) {
                address(word.from("--url=".length()), invocation);
            } else if (word.text().startsWith("file:")) {
                address(word, invocation);
            }
        }
        for (int i = 0; i + 1 < words.size(); i++) {
            if (words.get(i).text().matches("--json|--data.*|-d|-F|--form|-b|--cookie")
                    && !words.get(i + 1).isKnown()
                    && words.get(i + 1).before().isEmpty()) {
                invocation.unparsable();
            }
        }
        cookies(words, invocation);
    }

    /** A cookie without a sign of equality is the name of a file. */
    private static void cookies(List<Argument> words, Invocation invocation) {
        for (int i = 0; i + 1 < words.size(); i++) {
            boolean file = words.get(i).text().matches("-b|--cookie")
                    && words.get(i + 1).text().indexOf('=') < 0;
            if (file) {
                invocation.read(words.get(i + 1));
            }
        }
    }

    private static void wget(Invocation invocation) {
        CommandLine line = CommandLine.of(invocation.arguments(), WGET, false);
        transfer(line, invocation);
        if (!line.has("-O", "--output-document", "--spider")) {
            invocation.writeTree(Argument.known("."));
        }
    }

    private static void transfer(CommandLine line, Invocation invocation) {
        if (line.isUnparsable()) {
            invocation.unparsable();
        }
        if (line.hasUnknownOption()) {
            UnknownProgram.judge(invocation);
        }
        line.reads().stream().filter(file -> !file.is("-")).forEach(invocation::read);
        line.writes().stream().filter(file -> !file.is("-")).forEach(invocation::write);
        if (line.operands().isEmpty()) {
            invocation.network(NetworkAddress.ANY);
        }
        line.operands().forEach(operand -> address(operand, invocation));
    }

    private static void address(Argument word, Invocation invocation) {
        if (word.text().regionMatches(true, 0, "file:", 0, "file:".length())) {
            String path = word.text().substring("file:".length()).replaceFirst("^//[^/]*", "");
            boolean plain = word.isKnown() && path.indexOf('%') < 0 && path.indexOf('{') < 0 && path.indexOf('[') < 0;
            invocation.read(plain ? Argument.known(path) : Argument.one(word.text()));
        } else {
            invocation.network(NetworkAddress.of(word, "http"));
        }
    }

    private static void shell(Invocation invocation) {
        invocation.network(NetworkAddress.ofOperands(invocation.arguments()));
        boolean local = invocation.arguments().stream()
                .anyMatch(word -> !word.isKnown()
                        || word.text()
                                .matches("(?i).*(?:ProxyCommand|LocalCommand|KnownHostsCommand).*|-[a-zA-Z]*F.*"));
        if (local) {
            invocation.unparsable();
        }
        UnknownProgram.judge(invocation);
    }

    private static void copy(Invocation invocation) {
        List<Argument> operands =
                invocation.arguments().stream().filter(word -> !word.isOption()).toList();
        boolean runs = invocation.arguments().stream()
                .anyMatch(
                        word -> !word.isKnown()
                                || word.text()
                                        .matches(
                                                "-[a-zA-Z]*[eSoFJ].*|--rsh.*|--rsync-path.*|--.*-from.*|--daemon.*|-M.*|--remote-opt.*"));
        if (runs) {
            UnknownProgram.judge(invocation);
        }
        if (invocation.arguments().stream().anyMatch(word -> word.text().matches("--del.*|--remove-.*"))) {
            invocation.execute(Nature.DESTRUCTIVE);
        }
        for (int i = 0; i < operands.size(); i++) {
            Argument operand = operands.get(i);
            Matcher remote = REMOTE.matcher(operand.text());
            if (remote.matches()) {
                invocation.network(remote.group(1) == null ? NetworkAddress.ANY : remote.group(1) + ":22");
            } else if (i == operands.size() - 1) {
                invocation.writeTree(operand);
            } else {
                invocation.readTree(operand);
            }
        }
    }
}
