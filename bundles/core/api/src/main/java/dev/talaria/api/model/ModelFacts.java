package dev.talaria.api.model;

/**
 * What is known of a model, from wherever it is known: the operator's configuration, the endpoint, or Talaria's own table,
 * in this order.
 *
 * @param contextSource which of them knew the size of the window; empty if none did
 */
public record ModelFacts(ModelInfo info, String contextSource) {}
