/** Bundles that ended the process again and again, and do not start until somebody says so. */
@NullMarked
@Export
@Version("1.0.0")
package dev.talaria.deploy.quarantine;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
