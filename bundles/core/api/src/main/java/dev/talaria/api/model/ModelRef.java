package dev.talaria.api.model;

/** A model of an endpoint, as chosen for a turn. */
public record ModelRef(ModelEndpoint endpoint, String model) {
    @Override
    public String toString() {
        return endpoint.name() + "/" + model;
    }
}
