/**
 * What a bundle implements to provide sandboxes of one kind.
 */
@NullMarked
@Export
@Version("1.0.0")
package dev.talaria.spi.sandbox;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
