package dev.talaria.engine.approval;

import static dev.talaria.api.approval.Decision.Verdict.ALLOW;
import static dev.talaria.api.approval.Decision.Verdict.ASK;
import static dev.talaria.api.approval.Decision.Verdict.DENY;

import dev.talaria.api.approval.ApprovalMode;
import dev.talaria.api.approval.Decision.Verdict;
import dev.talaria.api.approval.EffectClass;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What each class of effects means in each mode: the table of {@code docs/security.md}, which a test compares with this. */
public final class PolicyTable {
    private static final Map<EffectClass, List<Verdict>> ROWS = new EnumMap<>(EffectClass.class);

    static {
        row(EffectClass.READ, ALLOW, ALLOW, ALLOW);
        row(EffectClass.READ_SECRET, ASK, ASK, ASK);
        row(EffectClass.WRITE_WORKSPACE, ASK, ALLOW, ALLOW);
        row(EffectClass.RUN_WORKSPACE_CODE, ASK, ALLOW, ALLOW);
        row(EffectClass.WRITE_OUTSIDE, ASK, ASK, ALLOW);
        row(EffectClass.RUN_UNKNOWN, ASK, ASK, ALLOW);
        row(EffectClass.NETWORK, ASK, ASK, ALLOW);
        row(EffectClass.DELEGATE, ASK, ALLOW, ALLOW);
        row(EffectClass.MESSAGE, ASK, ASK, ASK);
        row(EffectClass.SPEND, ASK, ASK, ASK);
        row(EffectClass.CONFIGURE, ASK, ASK, ASK);
        row(EffectClass.PRIVILEGED, ASK, ASK, ASK);
        row(EffectClass.DESTRUCTIVE, ASK, ASK, ASK);
        row(EffectClass.UNPARSABLE, ASK, ASK, ASK);
        row(EffectClass.FLOOR, DENY, DENY, DENY);
    }

    private PolicyTable() {}

    private static void row(EffectClass effectClass, Verdict ask, Verdict workspace, Verdict all) {
        ROWS.put(effectClass, List.of(ask, workspace, all));
    }

    public static Verdict verdict(EffectClass effectClass, ApprovalMode mode) {
        return ROWS.get(effectClass).get(mode.ordinal());
    }

    /**
     * Whether the class is allowed, in every mode, where it stays inside an isolated sandbox.
     *
     * @param network whether the sandbox has one: what nobody understands might use it
     */
    static boolean allowedInIsolation(EffectClass effectClass, boolean network) {
        return switch (effectClass) {
            case WRITE_WORKSPACE, WRITE_OUTSIDE, RUN_WORKSPACE_CODE, RUN_UNKNOWN, DESTRUCTIVE -> true;
            case UNPARSABLE -> !network;
            case READ, READ_SECRET, NETWORK, DELEGATE, MESSAGE, SPEND, CONFIGURE, PRIVILEGED, FLOOR -> false;
        };
    }
}
