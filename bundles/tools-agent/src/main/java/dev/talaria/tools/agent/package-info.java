/** Tools about the agent itself: session_search. */
@NullMarked
package dev.talaria.tools.agent;

import org.jspecify.annotations.NullMarked;
