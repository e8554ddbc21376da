/** Figures over JMX, in the domain {@code dev.talaria}. */
@NullMarked
package dev.talaria.metrics;

import org.jspecify.annotations.NullMarked;
