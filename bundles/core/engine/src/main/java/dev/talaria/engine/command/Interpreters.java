package dev.talaria.engine.command;

import dev.talaria.api.approval.Nature;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Shells and languages: they run files of the workspace, or code that nobody has seen. */
final class Interpreters {
    private static final Set<String> SHELLS = Set.of("sh", "bash", "dash", "zsh", "ksh", "ash", "mksh", "rbash");
    private static final Pattern VERSION = Pattern.compile("-?[0-9][0-9.]*$");
    private static final Set<String> MODULES = Set.of(
            "pytest",
            "unittest",
            "venv",
            "mypy",
            "black",
            "ruff",
            "flake8",
            "isort",
            "compileall",
            "py_compile",
            "build",
            "tox",
            "nox",
            "coverage",
            "pylint",
            "doctest",
            "virtualenv",
            "django",
            "sphinx",
            "mkdocs",
            "pyright",
            "bandit",
            "pre_commit",
            "pip_audit",
            "uvicorn",
            "gunicorn",
            "flask",
            "alembic",
            "pytest_watch",
            "json.tool",
            "ensurepip",
            "tabnanny",
            "trace",
            "cProfile");
    private static final Map<String, Language> LANGUAGES = languages();

    /**
     * @param inline letters of options that have code in the next word or behind them
     * @param harmless letters of options that change nothing about what runs
     */
    private record Language(String inline, String harmless, Set<String> harmlessLong) {}

    private Interpreters() {}

    static void addTo(Map<String, Program> programs) {
        SHELLS.forEach(name -> programs.put(name, Interpreters::shell));
        LANGUAGES.keySet().forEach(name -> programs.put(name, invocation -> language(name, invocation)));
        programs.put("fish", UnknownProgram::judge);
        programs.put("pwsh", UnknownProgram::judge);
    }

    static boolean isOne(String name) {
        String plain = VERSION.matcher(name).replaceFirst("");
        return SHELLS.contains(plain) || LANGUAGES.containsKey(plain);
    }

    /** As the interpreter of that name, wherever it is. */
    static void judge(String name, Invocation invocation) {
        String plain = VERSION.matcher(name).replaceFirst("");
        if (SHELLS.contains(plain)) {
            shell(invocation);
        } else {
            language(plain, invocation);
        }
    }

    private static Map<String, Language> languages() {
        Map<String, Language> languages = new HashMap<>();
        languages.put("python", new Language("c", "uBsSEIOvqdb", Set.of("--version")));
        languages.put("pypy", languages.get("python"));
        Language node = new Language(
                "ep",
                "",
                Set.of(
                        "--test",
                        "--check",
                        "--watch",
                        "--enable-source-maps",
                        "--trace-warnings",
                        "--experimental-vm-modules",
                        "--no-warnings",
                        "--test-only",
                        "--expose-gc"));
        languages.put("node", node);
        languages.put("nodejs", node);
        languages.put("ruby", new Language("e", "wWcv", Set.of("--version")));
        languages.put("irb", languages.get("ruby"));
        languages.put("perl", new Language("eEnpi", "wcT", Set.of("--version")));
        languages.put("php", new Language("rRB", "lnqv", Set.of("--version")));
        languages.put("lua", new Language("e", "v", Set.of()));
        languages.put("luajit", languages.get("lua"));
        languages.put("Rscript", new Language("e", "", Set.of("--vanilla", "--no-save")));
        languages.put("R", languages.get("Rscript"));
        languages.put("julia", new Language("eE", "", Set.of()));
        languages.put("tclsh", new Language("c", "", Set.of()));
        return languages;
    }

    private static void shell(Invocation invocation) {
        List<Argument> words = invocation.arguments();
        int i = 0;
        boolean script = false;
        boolean fromInput = false;
        while (i < words.size()
                && (words.get(i).isOption() || words.get(i).text().startsWith("+"))) {
            Argument word = words.get(i);
            boolean known = word.isKnown()
                    && word.text().matches("[-+][celxuvis]+|--(?:norc|noprofile|posix|login)?|[-+][euxc]*o");
            if (!known) {
                UnknownProgram.judge(invocation);
                return;
            }
            script |= word.text().matches("-[a-z]*c[a-z]*");
            fromInput |= word.text().matches("-[a-z]*s[a-z]*");
            i += word.text().endsWith("o") ? 2 : 1;
            if (word.is("--") || word.is("-")) {
                break;
            }
        }
        boolean operand = i < words.size() && (script || !fromInput);
        run(script, operand ? words.get(i) : null, invocation);
    }

    private static void run(boolean script, @Nullable Argument operand, Invocation invocation) {
        if (operand == null) {
            input(invocation);
        } else if (!script) {
            CodeFiles.run(operand, invocation);
        } else if (operand.isKnown()) {
            invocation.child(operand.text());
        } else {
            invocation.unparsable();
        }
    }

    private static void input(Invocation invocation) {
        Input input = invocation.input();
        if (input.type() == Input.Type.TEXT && input.text().isKnown()) {
            invocation.child(input.text().text());
        } else if (input.type() == Input.Type.NOTHING) {
            invocation.unknown();
        } else {
            invocation.unparsable();
        }
    }

    private static void language(String name, Invocation invocation) {
        Language language = LANGUAGES.get(name);
        List<Argument> words = invocation.arguments();
        boolean asksVersion = words.size() == 1
                && words.get(0).isKnown()
                && words.get(0).text().matches("-[vV]|--version");
        if (asksVersion) {
            return;
        }
        int i = 0;
        while (language != null
                && i < words.size()
                && words.get(i).isOption()
                && !words.get(i).is("--")) {
            String text = words.get(i).text();
            if (text.equals("-m") && language.inline().equals("c")) {
                module(words.subList(i + 1, words.size()), invocation);
                return;
            }
            boolean harmless = words.get(i).isKnown()
                    && (language.harmlessLong().contains(text)
                            || text.chars()
                                    .skip(1)
                                    .allMatch(c -> language.harmless().indexOf(c) >= 0));
            if (!harmless) {
                inline(text, language, invocation);
                return;
            }
            i++;
        }
        i += i < words.size() && words.get(i).is("--") ? 1 : 0;
        if (i < words.size() && !words.get(i).is("-")) {
            CodeFiles.run(words.get(i), invocation);
        } else if (words.stream().anyMatch(Argument::isOption) && invocation.input() == Input.NOTHING) {
            invocation.execute(Nature.WORKSPACE_CODE);
        } else if (invocation.input().type() == Input.Type.STREAM
                || invocation.input().type() == Input.Type.NAMES) {
            invocation.unparsable();
        } else {
            UnknownProgram.judge(invocation);
        }
    }

    private static void inline(String text, Language language, Invocation invocation) {
        boolean code = !text.startsWith("--")
                        && text.chars().skip(1).anyMatch(c -> language.inline().indexOf(c) >= 0)
                || text.startsWith("--eval")
                || text.startsWith("--print");
        invocation.unknown();
        if (code) {
            InlineCode.suspect(invocation);
        } else {
            UnknownProgram.suspectWrapped(invocation);
        }
    }

    private static void module(List<Argument> words, Invocation invocation) {
        if (words.isEmpty() || !words.get(0).isKnown()) {
            invocation.unparsable();
        } else if (words.get(0).is("pip")) {
            invocation.run(words);
        } else if (MODULES.contains(words.get(0).text())) {
            WorkspaceCode.judge(invocation);
        } else {
            UnknownProgram.judge(invocation);
        }
    }
}
