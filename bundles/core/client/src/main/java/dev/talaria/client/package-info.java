/** The process on a person's terminal: it carries the terminal to the instance, and starts one if there is none. */
@NullMarked
package dev.talaria.client;

import org.jspecify.annotations.NullMarked;
