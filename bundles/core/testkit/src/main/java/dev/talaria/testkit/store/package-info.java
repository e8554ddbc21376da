/** For tests of stores: the contracts that every store keeps, and stores in memory that keep them for other tests. */
@NullMarked
package dev.talaria.testkit.store;

import org.jspecify.annotations.NullMarked;
