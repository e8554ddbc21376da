package dev.talaria.api.sandbox;

import org.osgi.annotation.versioning.ConsumerType;

/** Hears a command's output, standard output and standard error merged in the order of arrival. */
@ConsumerType
public interface CommandListener {
    /** Text as UTF-8, bad bytes as U+FFFD; characters are never split. One thread at a time. */
    void onOutput(String text);
}
