/**
 * Where checkpoints are kept.
 */
@NullMarked
@Export
@Version("1.0.0")
package dev.talaria.spi.checkpoint;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
