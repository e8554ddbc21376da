package dev.talaria.engine.usage;

/** Whose limit it is. */
public enum Scope {
    TURN("this turn", "PerTurn"),
    SESSION("this session", "PerSession"),
    PERSON("this person today", "PerPersonAndDay"),
    JOB("this job today", "PerJobAndDay"),
    ALL("everybody today", "PerDay");

    private final String shown;
    private final String key;

    Scope(String shown, String key) {
        this.shown = shown;
        this.key = key;
    }

    /** For people. */
    String shown() {
        return shown;
    }

    /** The end of its keys in the configuration. */
    String key() {
        return key;
    }
}
