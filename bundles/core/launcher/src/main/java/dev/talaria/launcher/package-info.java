/** Starts Karaf inside this process on a {@code TALARIA_HOME}; runs on the class path, before any bundle. */
package dev.talaria.launcher;
