package dev.talaria.tools.file;

/** A file of the tree that is searched. */
record FoundFile(String path, long size, long modifiedMs) {}
