/** Texts that operators write and people read. */
@NullMarked
package dev.talaria.engine.text;

import org.jspecify.annotations.NullMarked;
