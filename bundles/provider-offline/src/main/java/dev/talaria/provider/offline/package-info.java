/** A rule-based stand-in for a model, for people at a terminal who have no key yet. */
@NullMarked
package dev.talaria.provider.offline;

import org.jspecify.annotations.NullMarked;
