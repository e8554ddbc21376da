/**
 * Commands and files in a place where an agent may work.
 */
@NullMarked
@Export
@Version("1.0.0")
package dev.talaria.api.sandbox;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
