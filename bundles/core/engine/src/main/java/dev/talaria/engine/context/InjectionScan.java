package dev.talaria.engine.context;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Looks for text that tries to take the agent over. A heuristic: it stops the common and the careless, and what it lets
 * pass gains no rights, since the gate does not read prompts. Every pattern takes linear time.
 */
final class InjectionScan {
    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
    private static final Map<String, Pattern> PATTERNS = patterns();

    private InjectionScan() {}

    /** The names of what was found; empty if nothing was. */
    static List<String> scan(String text) {
        List<String> found = new ArrayList<>();
        PATTERNS.forEach((name, pattern) -> {
            if (pattern.matcher(text).find()) {
                found.add(name);
            }
        });
        return found;
    }

    private static Map<String, Pattern> patterns() {
        Map<String, Pattern> all = new LinkedHashMap<>();
        add(
                all,
                "ignore-instructions",
                "ignore\\s{1,9}(all\\s{1,9})?(the\\s{1,9})?(previous|prior|above|earlier)\\s{1,9}instructions");
        add(
                all,
                "disregard-rules",
                "disregard\\s{1,9}(all\\s{1,9})?(your|the|any|previous)\\s{1,9}(rules|instructions|guidelines)");
        add(
                all,
                "hide-from-user",
                "(do\\s{1,9}not|don't|never)\\s{1,9}(tell|inform|alert|show)\\s{1,9}(this\\s{1,9}to\\s{1,9})?(the|your)\\s{1,9}(user|owner)");
        add(
                all,
                "prompt-override",
                "system\\s{1,9}prompt\\s{1,9}(override|replacement)|you\\s{1,9}are\\s{1,9}now\\s{1,9}(in\\s{1,9})?(developer|dan|jailbreak)");
        add(
                all,
                "hidden-html",
                "<!--[^>]{0,400}(instruction|ignore|secret|assistant|agent)|<(div|span|p)[^>]{0,200}display\\s{0,9}:\\s{0,9}none");
        add(all, "secret-upload", "(curl|wget)[^\\n]{0,200}\\$\\{?[a-z_]{0,40}(key|token|secret|password)");
        add(all, "secret-read", "cat\\s{1,9}[^\\n]{0,80}(\\.env\\b|credentials|id_rsa|id_ed25519|\\.netrc)");
        add(
                all,
                "invisible-text",
                "[\\x{200B}-\\x{200F}\\x{202A}-\\x{202E}\\x{2060}-\\x{2064}\\x{2066}-\\x{2069}\\x{E0000}-\\x{E007F}]");
        return all;
    }

    private static void add(Map<String, Pattern> all, String name, String expression) {
        all.put(name, Pattern.compile(expression, FLAGS));
    }
}
