/**
 * Tools as the engine and its callers see them: specification, call, result, context, catalog.
 */
@NullMarked
@Export
@Version("1.0.0")
package dev.talaria.api.tool;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
