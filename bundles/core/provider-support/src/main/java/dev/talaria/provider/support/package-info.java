/** What every provider of models over HTTP needs: one connection, its limits and its errors. Embedded into each. */
@NullMarked
package dev.talaria.provider.support;

import org.jspecify.annotations.NullMarked;
