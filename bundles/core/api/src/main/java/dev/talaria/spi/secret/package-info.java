/**
 * What a bundle implements to read secrets from somewhere else.
 */
@NullMarked
@Export
@Version("1.0.0")
package dev.talaria.spi.secret;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
