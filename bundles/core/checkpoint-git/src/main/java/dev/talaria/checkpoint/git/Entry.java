package dev.talaria.checkpoint.git;

import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;

/**
 * A file or link of a workspace as it is now.
 *
 * @param path relative, with slashes
 * @param ownerOnly whether nobody but the owner may read it, which git's modes cannot say
 */
record Entry(String path, FileMode mode, ObjectId content, Stamp stamp, boolean ownerOnly) {}
