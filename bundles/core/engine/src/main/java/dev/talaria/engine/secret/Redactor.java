package dev.talaria.engine.secret;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Masks secrets in what tools return, before the model, the journal or a person sees it: the secrets that Talaria itself
 * has read, and whatever looks like one. A heuristic; what keeps secrets is not to let them be read.
 *
 * <p>The mask {@code [redacted:sk-ant…9f3c]} keeps the first six and the last four characters of long ones, so that people
 * can tell two apart. File tools refuse to write it back.
 */
public final class Redactor {
    /** Possessive, so that no text makes them slow. */
    private static final Pattern TOKENS = Pattern.compile("(?<![A-Za-z0-9_])(?:"
            + String.join(
                    "|",
                    "sk-(?:ant-|or-v1-|proj-|svcacct-|admin-)?[A-Za-z0-9_-]{20,}+",
                    "(?:sk|rk|pk)_(?:live|test)_[0-9A-Za-z]{16,}+",
                    "gh[opusr]_[A-Za-z0-9]{30,}+",
                    "github_pat_[A-Za-z0-9_]{22,}+",
                    "gl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|soat)-[A-Za-z0-9_-]{20,}+",
                    "xox[abeoprs]-[A-Za-z0-9-]{10,}+",
                    "xapp-[0-9]-[A-Za-z0-9-]{10,}+",
                    "AIza[0-9A-Za-z_-]{35}+",
                    "ya29\\.[0-9A-Za-z_-]{20,}+",
                    "GOCSPX-[0-9A-Za-z_-]{20,}+",
                    "(?:AKIA|ASIA|ABIA|ACCA)[0-9A-Z]{16}+",
                    "hf_[A-Za-z0-9]{30,}+",
                    "npm_[A-Za-z0-9]{36,}+",
                    "pypi-[A-Za-z0-9_-]{50,}+",
                    "rubygems_[a-f0-9]{40,}+",
                    "do[opr]_v1_[a-f0-9]{60,}+",
                    "SG\\.[A-Za-z0-9_-]{16,}+\\.[A-Za-z0-9_-]{30,}+",
                    "sq0(?:atp|csp)-[A-Za-z0-9_-]{20,}+",
                    "shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32,}+",
                    "(?:gsk|pplx|r8|csk|fw|tgp_v1)_[A-Za-z0-9]{20,}+",
                    "(?:xai|pplx|nvapi|tvly|fc|voyage|jina|fal)-[A-Za-z0-9_-]{20,}+",
                    "AGE-SECRET-KEY-1[0-9A-Z]{50,}+",
                    "hv[sb]\\.[A-Za-z0-9_-]{20,}+",
                    "dapi[a-f0-9]{32}+",
                    "PMAK-[a-f0-9]{20,}+-[a-f0-9]{20,}+",
                    "lin_api_[A-Za-z0-9]{30,}+",
                    "(?:ntn|secret)_[A-Za-z0-9]{40,}+",
                    "pscale_(?:tkn|pw|oauth)_[A-Za-z0-9_.-]{30,}+",
                    "gl(?:sa|c)_[A-Za-z0-9_=+/-]{30,}+",
                    "ATATT3[A-Za-z0-9_=-]{50,}+",
                    "fig[dou]_[A-Za-z0-9_-]{30,}+",
                    "sntrys_[A-Za-z0-9+/=_-]{40,}+",
                    "NRAK-[A-Z0-9]{20,}+",
                    "sbp_[a-f0-9]{40,}+",
                    "nfp_[A-Za-z0-9]{30,}+",
                    "dp\\.(?:pt|st|ct|sa|scim|audit)\\.[A-Za-z0-9]{30,}+",
                    "tskey-[a-z]+-[A-Za-z0-9-]{20,}+",
                    "[0-9]{8,10}:AA[A-Za-z0-9_-]{33}+",
                    "[MNO][A-Za-z0-9_-]{23,27}\\.[A-Za-z0-9_-]{6}\\.[A-Za-z0-9_-]{27,}+",
                    "eyJ[A-Za-z0-9_-]{10,}+\\.eyJ[A-Za-z0-9_-]{10,}+\\.[A-Za-z0-9_-]{10,}+")
            + ")");

    private static final Pattern PRIVATE_KEY = Pattern.compile(
            "-----BEGIN [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----[A-Za-z0-9+/=\\s:,.|\\\\-]{1,20000}?-----END [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----");
    private static final Pattern HEADER = Pattern.compile(
            "(?i)((?:proxy-)?authorization[\"']?\\s{0,4}[:=]\\s{0,4}[\"']?(?:bearer|basic|token|bot)\\s{1,4})([^\\s\"']{8,}+)");
    private static final Pattern QUERY = Pattern.compile(
            "(?i)([?&](?:api[_-]?key|access[_-]?token|auth[_-]?token|token|secret|client[_-]?secret|password|sig|signature|x-amz-signature)=)([^&\\s\"'<>]{6,}+)");
    private static final Pattern USER_INFO =
            Pattern.compile("([a-z][a-z0-9+.-]{1,20}://[^\\s/:@\"']{1,100}:)([^\\s/@\"']{3,200})(?=@)");
    /** As in the output of env, or in a .env file; not where the value is itself a reference. */
    private static final Pattern ASSIGNMENT =
            Pattern.compile("(?m)^((?:\\s*[0-9]+\\|)?\\s*(?:export |declare -x |set )?[A-Z][A-Z0-9_]{0,60}?"
                    + "(?:KEY|TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIALS?|AUTH)(?:_[A-Z0-9_]{1,40})?=[\"']?)"
                    + "([^\\s\"'$<{][^\\s\"']{7,}+)");

    private static final int SHORTEST_KNOWN = 8;
    private static final int LONG = 18;

    private final Set<String> known = ConcurrentHashMap.newKeySet();

    /** A secret that was read; shorter ones than eight characters are words, and stay. */
    void know(String secret) {
        if (secret.length() >= SHORTEST_KNOWN) {
            known.add(secret);
        }
    }

    /** The text with every secret masked. */
    public String redact(String text) {
        String result = text;
        for (String secret : known) {
            if (result.contains(secret)) {
                result = result.replace(secret, mask(secret));
            }
        }
        result = whole(PRIVATE_KEY, result);
        result = second(HEADER, result);
        result = second(QUERY, result);
        result = second(USER_INFO, result);
        result = whole(TOKENS, result);
        return second(ASSIGNMENT, result);
    }

    private static String whole(Pattern pattern, String text) {
        return pattern.matcher(text).replaceAll(found -> Matcher.quoteReplacement(mask(found.group())));
    }

    private static String second(Pattern pattern, String text) {
        return pattern.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group(2).startsWith("[redacted:")
                                ? found.group()
                                : found.group(1) + mask(found.group(2))));
    }

    private static String mask(String secret) {
        return secret.length() < LONG || secret.startsWith("-----")
                ? "[redacted:…]"
                : "[redacted:" + secret.substring(0, 6) + "…" + secret.substring(secret.length() - 4) + "]";
    }
}
