/**
 * What a bundle implements to give agents a tool.
 */
@NullMarked
@Export
@Version("1.0.0")
package dev.talaria.spi.tool;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
