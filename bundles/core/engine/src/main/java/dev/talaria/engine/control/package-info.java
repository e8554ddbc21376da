/** What people do to sessions as a whole: titles, undo, branches, settings, erasure, exports. */
@NullMarked
package dev.talaria.engine.control;

import org.jspecify.annotations.NullMarked;
