/**
 * Questions to a person, asked by the engine and rendered by whoever talks to that person.
 */
@NullMarked
@Export
@Version("1.0.0")
package dev.talaria.api.interact;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
