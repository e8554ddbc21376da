/** For tests of slash commands. */
@NullMarked
package dev.talaria.testkit.command;

import org.jspecify.annotations.NullMarked;
