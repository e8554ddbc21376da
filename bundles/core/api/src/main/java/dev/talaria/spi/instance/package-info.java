/**
 * What a bundle implements to keep the instance alive while it has work.
 */
@NullMarked
@Export
@Version("1.0.0")
package dev.talaria.spi.instance;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
