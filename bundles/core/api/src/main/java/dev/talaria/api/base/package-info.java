/**
 * What every other package speaks of: who, in which session, until when, and what an error owes its reader.
 */
@NullMarked
@Export
@Version("1.0.0")
package dev.talaria.api.base;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
