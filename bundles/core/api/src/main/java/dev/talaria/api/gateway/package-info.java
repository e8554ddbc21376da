/**
 * Messages from and to chat platforms: where they come from, what they carry, what became of them.
 */
@NullMarked
@Export
@Version("1.0.0")
package dev.talaria.api.gateway;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
