/**
 * What a bundle implements to make long conversations shorter.
 */
@NullMarked
@Export
@Version("1.0.0")
package dev.talaria.spi.context;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
