/**
 * How full the context of a session is, and what a compaction makes of it.
 */
@NullMarked
@Export
@Version("1.0.0")
package dev.talaria.api.context;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
