package dev.talaria.engine.prompt;

import java.util.Optional;

/**
 * What a prompt says of the place that a session is in.
 *
 * @param cwd the working directory when the epoch begins; empty if nobody knows it before the sandbox is opened
 * @param sandbox where commands run
 * @param identity who the agent is, in its owner's words; empty for the built-in identity
 * @param notes the project's notes, fenced
 */
public record Surroundings(String cwd, String sandbox, Optional<String> identity, Optional<String> notes) {}
