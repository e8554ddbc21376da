/**
 * What was used of models, and by whom.
 */
@NullMarked
@Export
@Version("1.0.0")
package dev.talaria.api.usage;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
