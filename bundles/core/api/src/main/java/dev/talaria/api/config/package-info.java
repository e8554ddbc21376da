/**
 * What can be configured, how it is, and where that is written.
 */
@NullMarked
@Export
@Version("1.0.0")
package dev.talaria.api.config;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
