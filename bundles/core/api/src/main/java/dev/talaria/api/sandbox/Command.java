package dev.talaria.api.sandbox;

import java.time.Duration;

/**
 * What to run.
 *
 * @param script for {@code bash -c}
 * @param cwd absolute directory in the sandbox
 * @param timeout after it the process group is killed and the status is {@link ExitStatus#TIMED_OUT}
 */
public record Command(String script, String cwd, Duration timeout) {}
