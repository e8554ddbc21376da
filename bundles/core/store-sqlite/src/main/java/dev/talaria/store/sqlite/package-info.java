/** The embedded store: one writer, write-ahead log, every commit synced. */
@NullMarked
package dev.talaria.store.sqlite;

import org.jspecify.annotations.NullMarked;
