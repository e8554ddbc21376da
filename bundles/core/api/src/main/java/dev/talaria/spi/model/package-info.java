/**
 * What a bundle implements to reach a chat model.
 */
@NullMarked
@Export
@Version("1.0.0")
package dev.talaria.spi.model;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
