/** Makes a tool from a record: its schema, and the binding of arguments. Embedded into every tool bundle. */
@NullMarked
package dev.talaria.tool.support;

import org.jspecify.annotations.NullMarked;
