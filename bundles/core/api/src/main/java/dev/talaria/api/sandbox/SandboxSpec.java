package dev.talaria.api.sandbox;

/**
 * Which sandbox a session wants.
 *
 * @param id the sandbox's identity in effects and tables
 * @param backend the provider's name: {@code local}, {@code docker} …
 */
public record SandboxSpec(String id, String backend) {}
