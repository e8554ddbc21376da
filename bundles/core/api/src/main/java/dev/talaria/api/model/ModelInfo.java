package dev.talaria.api.model;

import java.util.OptionalLong;

/**
 * One model of an endpoint.
 *
 * @param id as the endpoint calls it
 * @param contextTokens the size of its window, where the endpoint says it
 */
public record ModelInfo(String id, OptionalLong contextTokens) {}
