/**
 * The small process that keeps an instance alive: it starts it, starts it again when it ended unexpectedly, and names
 * what was to blame. It uses nothing but the JDK and knows nothing of the framework.
 */
package dev.talaria.launcher.supervisor;
