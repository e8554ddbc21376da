/**
 * Tools about the agent itself.
 */
@NullMarked
package dev.talaria.tools.agent;

import org.jspecify.annotations.NullMarked;
