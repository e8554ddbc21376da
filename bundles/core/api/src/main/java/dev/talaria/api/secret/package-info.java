/**
 * Secrets by reference.
 */
@NullMarked
@Export
@Version("1.1.0")
package dev.talaria.api.secret;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
