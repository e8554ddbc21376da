/** Chat models behind the Anthropic Messages API. */
@NullMarked
package dev.talaria.provider.anthropic;

import org.jspecify.annotations.NullMarked;
