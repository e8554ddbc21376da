/** For tests of tools: the contract that every tool keeps, and fakes of what a call is given. */
@NullMarked
package dev.talaria.testkit.tool;

import org.jspecify.annotations.NullMarked;
