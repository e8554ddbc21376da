/** Models for tests: one in-process fake, one scripted server, and the contract that every provider passes. */
@NullMarked
package dev.talaria.testkit.model;

import org.jspecify.annotations.NullMarked;
