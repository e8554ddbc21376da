/** Counts tokens by day, person and session, and stops at the operator's limits. */
@NullMarked
package dev.talaria.engine.usage;

import org.jspecify.annotations.NullMarked;
