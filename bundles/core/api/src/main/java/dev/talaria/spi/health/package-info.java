/**
 * What a bundle implements to have something of it looked after.
 */
@NullMarked
@Export
@Version("1.0.0")
package dev.talaria.spi.health;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
