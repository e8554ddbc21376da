/**
 * The pinned part of a prompt.
 */
@NullMarked
@Export
@Version("1.0.0")
package dev.talaria.api.prompt;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
