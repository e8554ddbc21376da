package dev.talaria.api.approval;

/** What is special about an effect. Whoever declares effects says so; policy decides what follows from it. */
public enum Nature {
    /** Nothing; an EXECUTE of this nature runs a program that nobody knows. */
    ORDINARY,
    /** Runs, or is, code of the workspace: its build, its tests, its scripts. */
    WORKSPACE_CODE,
    /** With the rights of another, mostly of root, or on the machine itself. */
    PRIVILEGED,
    /** Removes or overwrites what nobody can bring back by the same means. */
    DESTRUCTIVE,
    /** Cannot be understood, so that it may be anything. */
    UNPARSABLE,
    /** Would destroy the host. */
    RUINOUS
}
