/** Sessions as other programs and people read them: JSON, Markdown, ShareGPT, ATIF. */
@NullMarked
package dev.talaria.engine.export;

import org.jspecify.annotations.NullMarked;
