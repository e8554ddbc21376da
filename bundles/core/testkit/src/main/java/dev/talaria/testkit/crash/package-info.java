/**
 * Kills a runtime at chosen points of its journal and counts what its users would have noticed. It knows a runtime by
 * its start command only, so that any other can be measured by it.
 */
@NullMarked
package dev.talaria.testkit.crash;

import org.jspecify.annotations.NullMarked;
