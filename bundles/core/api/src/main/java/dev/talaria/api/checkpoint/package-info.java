/**
 * Earlier states of a workspace, to go back to.
 */
@NullMarked
@Export
@Version("1.0.0")
package dev.talaria.api.checkpoint;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
