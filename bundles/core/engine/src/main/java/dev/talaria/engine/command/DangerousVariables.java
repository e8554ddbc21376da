package dev.talaria.engine.command;

import java.util.Set;
import java.util.regex.Pattern;

/** Variables by which the shell, or programs that are harmless otherwise, find what they run. */
final class DangerousVariables {
    private static final Pattern SHELL = Pattern.compile("PATH|IFS|ENV|PS[0-4]|HOME|SHELL|SHELLOPTS|CDPATH|OLDPWD|PWD"
            + "|GLOBIGNORE|POSIXLY_CORRECT|EXECIGNORE|FIGNORE|MAIL.*|OPT(?:IND|ARG)|DIRSTACK|TMOUT|FUNCNAME|FCEDIT"
            + "|BASH.*|LD_.*|DYLD_.*|GIT_.*|PROMPT_.*|.*PAGER|.*EDITOR|VISUAL|BROWSER|PYTHON.*PATH|PYTHONSTARTUP"
            + "|PYTHONHOME|NODE_OPTIONS|NODE_PATH|PERL5.*|PERLLIB|RUBY.*|JAVA_TOOL_OPTIONS|_JAVA_OPTIONS|JDK_.*"
            + "|CLASSPATH|GCONV_PATH|GLIBC_.*|MALLOC_.*|LOCPATH|TERM(?:INFO|CAP).*"
            + "|(?i:(?:https?|ftp|all|no|rsync)_proxy)|npm_config_.*|NPM_CONFIG_.*");
    private static final Pattern PROGRAM = Pattern.compile(".*(?:PATH|HOME|_COMMAND|_CMD|_EXEC|_PROGRAM|OPTS?|OPTIONS"
            + "|FLAGS|WRAPPER|CONFIG.*|_RC|RC|INIT|SHELL|STARTUP|_URL|_HOST|_REGISTRY|_INDEX|CC|CXX|ASKPASS|LESSOPEN"
            + "|LESSCLOSE|LIB|LIBRARY|LIBS|TOOL|TOOLCHAIN|LINKER|RUNNER|HOOKS?|COMPILER)"
            + "|(?:PYTHON|PERL|JAVA|MAVEN|MVN|GRADLE|CARGO|RUST|GO|LESS|MAN|SSH|SUDO|XDG|DOCKER|PIP|UV|DOTNET|MAKE|TAR"
            + "|ZIP|GZIP|XZ|RSYNC|CURL|WGET|RIPGREP|GREP|FZF|GCC|AR|LD|CMAKE|NODE|NPM|YARN|BUNDLE|GEM|PHP|COMPOSER).*");
    private static final Set<String> HARMLESS = Set.of(
            "PYTHONUNBUFFERED",
            "PYTHONDONTWRITEBYTECODE",
            "PYTHONHASHSEED",
            "PYTHONWARNINGS",
            "PYTHONIOENCODING",
            "PYTHONUTF8",
            "NODE_ENV",
            "RUST_BACKTRACE",
            "RUST_LOG",
            "GOOS",
            "GOARCH",
            "GOGC",
            "GOMAXPROCS",
            "MANWIDTH",
            "CARGO_TERM_COLOR",
            "DOTNET_CLI_TELEMETRY_OPTOUT",
            "GIT_PAGER_IN_USE",
            "XDG_SESSION_TYPE");

    private DangerousVariables() {}

    /** Even without export, since it may be exported already. */
    static boolean changesTheShell(String name) {
        return !HARMLESS.contains(name) && SHELL.matcher(name).matches();
    }

    /** If a program gets it. */
    static boolean changesPrograms(String name) {
        return !HARMLESS.contains(name)
                && (SHELL.matcher(name).matches() || PROGRAM.matcher(name).matches());
    }
}
