package dev.talaria.engine.command;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code host:port} of what words name. */
final class NetworkAddress {
    static final String ANY = "*:*";
    private static final Pattern URL = Pattern.compile(
            "(?:([a-zA-Z][a-zA-Z0-9+.-]*)://)?(?:[^/@\\s]*@)?(\\[[0-9a-fA-F:.]+]|[A-Za-z0-9_.-]+)(?::([0-9]{1,5}))?(?:[/?#].*)?");
    private static final Map<String, String> PORTS = Map.of(
            "https", "443", "http", "80", "ftp", "21", "ssh", "22", "git", "9418", "git+ssh", "22", "ftps", "990");

    private NetworkAddress() {}

    /** @param scheme what a text without one means */
    static String of(Argument word, String scheme) {
        Matcher url = URL.matcher(word.text());
        if (!word.isKnown() || !url.matches()) {
            return ANY;
        }
        String used = url.group(1) == null ? scheme : url.group(1).toLowerCase(Locale.ROOT);
        String port = url.group(3) == null ? PORTS.getOrDefault(used, "*") : url.group(3);
        return url.group(2) + ":" + port;
    }

    static String ofOperands(List<Argument> operands) {
        for (Argument operand : operands) {
            boolean host = operand.isKnown() && operand.text().matches("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)+");
            if (host) {
                return operand.text() + ":*";
            }
        }
        return ANY;
    }
}
