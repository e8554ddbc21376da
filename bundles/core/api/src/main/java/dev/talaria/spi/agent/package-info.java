/**
 * What a bundle implements to take part in turns.
 */
@NullMarked
@Export
@Version("1.0.0")
package dev.talaria.spi.agent;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
