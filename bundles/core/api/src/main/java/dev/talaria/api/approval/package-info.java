/**
 * Effects: the one declaration from which approval, parallelism and audit derive.
 */
@NullMarked
@Export
@Version("1.0.0")
package dev.talaria.api.approval;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
