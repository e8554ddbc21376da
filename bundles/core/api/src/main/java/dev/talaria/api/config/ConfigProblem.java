package dev.talaria.api.config;

/**
 * Something in a configuration that does not count.
 *
 * @param name PID and key
 * @param file where it is written; empty if in no file
 * @param cause what is wrong, as one sentence
 * @param remedy what to write instead, as one sentence
 */
public record ConfigProblem(String name, String file, String cause, String remedy) {}
