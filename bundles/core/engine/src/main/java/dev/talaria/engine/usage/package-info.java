/** Counts tokens and money by day, person, session and job, and stops at the operator's limits. */
@NullMarked
package dev.talaria.engine.usage;

import org.jspecify.annotations.NullMarked;
