/**
 * What a bundle registers to bring a slash command to every conversation.
 */
@NullMarked
@Export
@Version("1.0.0")
package dev.talaria.spi.command;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
