/** What it costs: JMH for the hot paths, whole processes for the rest. */
@NullMarked
package dev.talaria.benchmarks;

import org.jspecify.annotations.NullMarked;
