package dev.talaria.engine.approval;

import java.nio.file.Path;
import java.util.regex.Pattern;

/** Knows the files that decide what runs later, or who may log in: changing one is as good as running something. */
final class StartFiles {
    private static final Pattern PATHS =
            Pattern.compile("/(etc|usr|bin|sbin|lib(32|64|x32)?|boot|var/spool/(cron|at))(/.*)?"
                    + "|.*/\\.(bashrc|bash_profile|bash_login|bash_logout|bash_aliases|profile|zshrc|zprofile|zshenv|zlogin|kshrc"
                    + "|inputrc|xinitrc|xsession|xprofile|vimrc|gitconfig|envrc|pam_environment|curlrc|wgetrc)"
                    + "|.*/\\.git/(hooks(/.*)?|config|info/attributes)"
                    + "|.*/\\.config/(autostart|systemd|fish|git)(/.*)?");

    private StartFiles() {}

    static boolean isOne(Path path) {
        return PATHS.matcher(path.toString()).matches();
    }
}
