package dev.talaria.tools.terminal;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Commands that do not belong in the foreground: what they start would be lost, or they would not end. */
final class ForegroundGuard {
    private static final String ADVICE =
            " Use background=true instead; process shows its output, waits for it and kills it.";

    /** One & that is no part of &&, &>, >& or |&, before a blank or at an end. */
    private static final Pattern AMPERSAND = Pattern.compile("(?<![&<>|])&(?=[ \\t\\n;)}]|$)");

    private static final Pattern DETACHER = Pattern.compile("(?:nohup|disown|setsid)(?:\\s.*)?");
    private static final Pattern SEPARATOR = Pattern.compile("[;&|\\n(){}]+");
    private static final Pattern BEFORE_PROGRAM =
            Pattern.compile("^(?:(?:[A-Za-z_]\\w*=\\S*|sudo|exec|time|env|command|then|do|else|!)\\s+)*+(?:\\S*/)?+");
    private static final Pattern HARMLESS = Pattern.compile("(?:^|\\s)(?:--help|--version|-h|-V)(?:\\s|$)");

    /** Whole segments, from the program on. */
    private static final List<Pattern> SERVERS = patterns(
            "(?:npm|pnpm|yarn|bun)\\s+(?:run\\s+|run-script\\s+)?(?:dev|start|serve|preview|watch)",
            "(?:npx\\s+|pnpx\\s+|bunx\\s+|yarn\\s+)?(?:vite(?:\\s+(?:dev|serve|preview)|\\s+-.*)?$"
                    + "|next\\s+(?:dev|start)|nodemon|webpack(?:-dev-server|\\s+serve)|http-server|live-server"
                    + "|serve|ng\\s+serve|astro\\s+dev|nuxi?\\s+dev)",
            "(?:python[\\d.]*\\s+-m\\s+)(?:http\\.server|uvicorn|gunicorn|flask\\s+run|streamlit\\s+run|jupyter)",
            "(?:uvicorn|gunicorn|hypercorn|daphne)",
            "flask\\s+(?:.*\\s)?run",
            "(?:python[\\d.]*\\s+)?\\S*manage\\.py\\s+runserver",
            "(?:bin/)?rails\\s+(?:s|server)",
            "php\\s+-S",
            "(?:streamlit\\s+run|jupyter(?:\\s+|-)(?:lab|notebook|server)|mkdocs\\s+serve"
                    + "|jekyll\\s+serve|hugo\\s+serve[r]?)");

    private static final Pattern COMPOSE_UP = Pattern.compile("docker(?:-|\\s+)compose\\s+(?:.*\\s)?up(?:\\s.*)?");
    private static final Pattern COMPOSE_DETACHED = Pattern.compile(".*\\s(?:-d|--detach|--wait)(?:\\s.*)?");

    private ForegroundGuard() {}

    /** Why the command is refused in the foreground, with advice; empty if it is not. */
    static Optional<String> problemWith(String command) {
        String plain = CommandText.unquoted(command);
        List<String> programs = Arrays.stream(SEPARATOR.split(plain))
                .map(part -> BEFORE_PROGRAM.matcher(part.strip()).replaceFirst(""))
                .filter(part -> !HARMLESS.matcher(part).find())
                .toList();
        for (String program : programs) {
            if (DETACHER.matcher(program).matches()) {
                return Optional.of(
                        "'" + program.split("\\s", 2)[0] + "' in the foreground hides a process from you." + ADVICE);
            }
            if (isServer(program)) {
                return Optional.of("'" + shown(program) + "' is a server, which does not end." + ADVICE);
            }
        }
        return AMPERSAND.matcher(plain.strip()).find()
                ? Optional.of("'&' in the foreground starts a process that you cannot look after." + ADVICE
                        + " (If & is a part of a word, quote it.)")
                : Optional.empty();
    }

    private static boolean isServer(String program) {
        return COMPOSE_UP.matcher(program).matches()
                        && !COMPOSE_DETACHED.matcher(program).matches()
                || SERVERS.stream().anyMatch(server -> server.matcher(program).lookingAt());
    }

    private static String shown(String program) {
        return program.length() <= 60 ? program : program.substring(0, 60) + "…";
    }

    private static List<Pattern> patterns(String... texts) {
        return Arrays.stream(texts)
                .map(text -> Pattern.compile(text + "(?=\\s|$)"))
                .toList();
    }
}
