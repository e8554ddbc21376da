/** The models that are here, and the choice among them. */
@NullMarked
package dev.talaria.engine.model;

import org.jspecify.annotations.NullMarked;
