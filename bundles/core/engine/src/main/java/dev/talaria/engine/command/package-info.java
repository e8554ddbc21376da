/** What a shell script does, found out without running it. */
@NullMarked
package dev.talaria.engine.command;

import org.jspecify.annotations.NullMarked;
