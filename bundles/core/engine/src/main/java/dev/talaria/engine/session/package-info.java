/** A session's journal: its events, their codec, the projection to messages, and the cache of live sessions. */
@NullMarked
package dev.talaria.engine.session;

import org.jspecify.annotations.NullMarked;
