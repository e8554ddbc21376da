package dev.talaria.engine.command;

/** {@code name=value} before a command or instead of one. */
record Assignment(String name, boolean append, Word value) {}
