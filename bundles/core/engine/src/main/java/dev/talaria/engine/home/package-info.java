/** Where the instance lives. */
@NullMarked
package dev.talaria.engine.home;

import org.jspecify.annotations.NullMarked;
