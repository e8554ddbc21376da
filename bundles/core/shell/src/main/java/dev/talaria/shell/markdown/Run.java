package dev.talaria.shell.markdown;

import org.jline.utils.AttributedStyle;

/**
 * A part of a paragraph in one style. A line feed in it ends a line.
 *
 * @param offset of its first character in the source, if it stands there character by character and in no other markup;
 *     else -1
 */
record Run(String text, AttributedStyle style, int offset) {
    static final int NOWHERE = -1;
}
