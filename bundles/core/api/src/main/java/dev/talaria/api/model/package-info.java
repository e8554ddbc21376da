/**
 * Messages, requests and replies of chat models, and the service that chooses among them.
 */
@NullMarked
@Export
@Version("1.0.0")
package dev.talaria.api.model;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
