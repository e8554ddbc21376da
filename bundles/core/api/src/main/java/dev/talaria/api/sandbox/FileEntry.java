package dev.talaria.api.sandbox;

/**
 * One name in a directory.
 *
 * @param stat of the name itself; a link is not followed
 */
public record FileEntry(String name, FileStat stat) {}
