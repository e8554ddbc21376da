/** What can be configured, read from Metatype and Config Admin. */
@NullMarked
package dev.talaria.engine.config;

import org.jspecify.annotations.NullMarked;
