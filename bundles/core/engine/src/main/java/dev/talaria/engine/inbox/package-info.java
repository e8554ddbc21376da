/** What comes in: accepted messages, who answers them, and turns that go on after a crash. */
@NullMarked
package dev.talaria.engine.inbox;

import org.jspecify.annotations.NullMarked;
