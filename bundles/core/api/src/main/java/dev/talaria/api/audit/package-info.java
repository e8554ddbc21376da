/**
 * What was done to this instance, and by whom.
 */
@NullMarked
@Export
@Version("1.0.0")
package dev.talaria.api.audit;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
