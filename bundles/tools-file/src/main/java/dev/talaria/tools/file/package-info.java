/** Tools for files: read_file. */
@NullMarked
package dev.talaria.tools.file;

import org.jspecify.annotations.NullMarked;
