package dev.talaria.tools.file;

/** Replaces the characters from {@code start} to before {@code end}. */
record Edit(int start, int end, String replacement) {}
