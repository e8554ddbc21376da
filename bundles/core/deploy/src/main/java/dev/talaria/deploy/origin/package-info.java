/** Tells what came with the distribution from what was added. */
@NullMarked
package dev.talaria.deploy.origin;

import org.jspecify.annotations.NullMarked;
