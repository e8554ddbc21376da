/**
 * Small values that an add-on keeps from start to start.
 */
@NullMarked
@Export
@Version("1.0.0")
package dev.talaria.api.state;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
