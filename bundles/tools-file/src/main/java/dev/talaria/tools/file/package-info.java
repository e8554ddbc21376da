/** Tools for files: read_file, write_file, patch, search_files. */
@NullMarked
package dev.talaria.tools.file;

import org.jspecify.annotations.NullMarked;
