/** A tool bundle that tests and the README install into a running instance. */
@NullMarked
package dev.talaria.itests.sampletool;

import org.jspecify.annotations.NullMarked;
