/**
 * The sessions that the journal has, for people who look after them.
 */
@NullMarked
@Export
@Version("1.0.0")
package dev.talaria.api.session;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
