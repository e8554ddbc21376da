/** Fakes, the scripted model server and the contract tests that every add-on extends. */
@NullMarked
package dev.talaria.testkit;

import org.jspecify.annotations.NullMarked;
