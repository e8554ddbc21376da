/** Real servers and daemons for tests: what is there, what must be there, and those that a test starts itself. */
@NullMarked
package dev.talaria.testkit.env;

import org.jspecify.annotations.NullMarked;
