package dev.talaria.engine.command;

import dev.talaria.api.approval.Effect;
import dev.talaria.api.approval.Effects;
import dev.talaria.api.tool.ToolCall;
import java.util.Comparator;
import java.util.Map;
import java.util.regex.Pattern;

/** Judges effects by the table of the gate, in short: enough to tell what would run. */
enum CorpusVerdict {
    READ("read", true, true, true),
    WRITE_WORKSPACE("write-workspace", false, true, true),
    RUN_WORKSPACE_CODE("run-workspace-code", false, true, true),
    WRITE_OUTSIDE("write-outside", false, false, true),
    RUN_UNKNOWN("run-unknown", false, false, true),
    NETWORK("network", false, false, true),
    READ_SECRET("read-secret", false, false, false),
    MESSAGE("message", false, false, false),
    SPEND("spend", false, false, false),
    PRIVILEGED("privileged", false, false, false),
    DESTRUCTIVE("destructive", false, false, false),
    UNPARSABLE("unparsable", false, false, false),
    FLOOR("floor", false, false, false);

    static final String HOME = "/home/u";
    static final String WORKSPACE = HOME + "/project";
    private static final Pattern SECRET =
            Pattern.compile(".*(/\\.ssh(/.*)?|/\\.env[^/]*|history|/id_[a-z0-9]+|/\\.aws/.*|/\\.netrc|\\.pem)");
    private static final ShellCommandEffects SHELL = new ShellCommandEffects(HOME);

    private final String text;
    final boolean runsInAsk;
    final boolean runsInWorkspace;
    final boolean runsInAll;

    CorpusVerdict(String text, boolean runsInAsk, boolean runsInWorkspace, boolean runsInAll) {
        this.text = text;
        this.runsInAsk = runsInAsk;
        this.runsInWorkspace = runsInWorkspace;
        this.runsInAll = runsInAll;
    }

    static Effects effects(String command) {
        return SHELL.of(new ToolCall("1", "terminal", Map.of("command", command), "", WORKSPACE, WORKSPACE, "local"));
    }

    static CorpusVerdict of(String command) {
        return effects(command).list().stream()
                .map(CorpusVerdict::of)
                .max(Comparator.naturalOrder())
                .orElse(READ);
    }

    static CorpusVerdict named(String text) {
        for (CorpusVerdict verdict : values()) {
            if (verdict.text.equals(text)) {
                return verdict;
            }
        }
        throw new IllegalArgumentException(text);
    }

    private static CorpusVerdict of(Effect effect) {
        switch (effect.nature()) {
            case RUINOUS:
                return FLOOR;
            case UNPARSABLE:
                return UNPARSABLE;
            case DESTRUCTIVE:
                return DESTRUCTIVE;
            case PRIVILEGED:
                return PRIVILEGED;
            case WORKSPACE_CODE:
                return RUN_WORKSPACE_CODE;
            default:
                return ordinary(effect);
        }
    }

    private static CorpusVerdict ordinary(Effect effect) {
        switch (effect.kind()) {
            case READ:
                String path = effect.resource().path();
                boolean above = effect.resource().isTree() && Paths.isBelow(HOME, path);
                return above || SECRET.matcher(path).matches() ? READ_SECRET : READ;
            case WRITE:
                return Paths.isBelow(effect.resource().path(), WORKSPACE) ? WRITE_WORKSPACE : WRITE_OUTSIDE;
            case EXECUTE:
                return RUN_UNKNOWN;
            case NETWORK:
                return NETWORK;
            case MESSAGE:
                return MESSAGE;
            default:
                return SPEND;
        }
    }
}
