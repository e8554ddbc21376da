/**
 * How an instance does, and what to do about it.
 */
@NullMarked
@Export
@Version("1.0.0")
package dev.talaria.api.health;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
