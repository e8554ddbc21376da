/** The audit log: what was done to this instance, and by whom. */
@NullMarked
package dev.talaria.engine.audit;

import org.jspecify.annotations.NullMarked;
