/** A connector and a router that tests install into a running instance. */
@NullMarked
package dev.talaria.itests.sampleconnector;

import org.jspecify.annotations.NullMarked;
