/** What connectors have in common. Embedded into their bundles. */
@NullMarked
package dev.talaria.gateway.support;

import org.jspecify.annotations.NullMarked;
