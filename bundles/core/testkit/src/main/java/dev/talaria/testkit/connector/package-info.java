/** The connector to the scripted platform; in a package of its own, so that a bundle can carry it. */
@NullMarked
package dev.talaria.testkit.connector;

import org.jspecify.annotations.NullMarked;
