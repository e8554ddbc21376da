/** Chat models behind any OpenAI-compatible endpoint. */
@NullMarked
package dev.talaria.provider.openai;

import org.jspecify.annotations.NullMarked;
