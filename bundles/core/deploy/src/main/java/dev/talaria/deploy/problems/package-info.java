/** What is wrong with the bundles that are installed, in words an operator can act on. */
@NullMarked
@Export
@Version("1.0.0")
package dev.talaria.deploy.problems;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
