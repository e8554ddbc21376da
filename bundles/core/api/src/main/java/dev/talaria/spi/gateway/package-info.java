/**
 * What a bundle implements to connect a chat platform, and to decide whose messages are answered.
 */
@NullMarked
@Export
@Version("1.0.0")
package dev.talaria.spi.gateway;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
