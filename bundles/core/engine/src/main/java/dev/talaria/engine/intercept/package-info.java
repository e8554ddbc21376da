/** The interceptors that are here, as one. */
@NullMarked
package dev.talaria.engine.intercept;

import org.jspecify.annotations.NullMarked;
