package dev.talaria.api.approval;

import java.util.Locale;

/** The classes that policy tells effects apart by, the mildest first; the rows of the table in {@code docs/security.md}. */
public enum EffectClass {
    READ,
    READ_SECRET,
    WRITE_WORKSPACE,
    RUN_WORKSPACE_CODE,
    WRITE_OUTSIDE,
    RUN_UNKNOWN,
    NETWORK,
    DELEGATE,
    MESSAGE,
    SPEND,
    CONFIGURE,
    PRIVILEGED,
    DESTRUCTIVE,
    UNPARSABLE,
    FLOOR;

    /** As people and configurations write it: {@code write-workspace}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
