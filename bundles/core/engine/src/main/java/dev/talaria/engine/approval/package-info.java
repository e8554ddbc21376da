/** The one gate that every effect passes. */
@NullMarked
package dev.talaria.engine.approval;

import org.jspecify.annotations.NullMarked;
