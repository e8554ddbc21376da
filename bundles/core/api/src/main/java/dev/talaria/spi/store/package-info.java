/**
 * What a bundle implements to keep Talaria's state.
 */
@NullMarked
@Export
@Version("1.0.0")
package dev.talaria.spi.store;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
