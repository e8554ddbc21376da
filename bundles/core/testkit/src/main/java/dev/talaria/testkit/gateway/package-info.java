/** A chat platform that does what a test told it to, and what every connector keeps. */
@NullMarked
package dev.talaria.testkit.gateway;

import org.jspecify.annotations.NullMarked;
