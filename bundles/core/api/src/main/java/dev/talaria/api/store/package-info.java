/**
 * Data of the durable store: events, records, outbox rows, erasures and the batch that commits them together.
 */
@NullMarked
@Export
@Version("1.0.0")
package dev.talaria.api.store;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
