package dev.talaria.engine.usage;

import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.ChatResponse;
import dev.talaria.api.model.Cost;
import dev.talaria.api.model.ModelPrice;
import dev.talaria.api.model.ModelRef;
import dev.talaria.api.model.Purpose;
import dev.talaria.api.model.Usage;
import java.util.Optional;

/** What is set aside for one request, until it is known what it used. Closed in any case. */
public final class Reservation implements AutoCloseable {
    private final UsageService service;
    private final ModelRef model;
    private final Purpose purpose;
    private final ChatRequest request;
    private final Optional<ModelPrice> price;
    private final Spent aside;
    private boolean settled;

    Reservation(
            UsageService service,
            ModelRef model,
            Purpose purpose,
            ChatRequest request,
            Optional<ModelPrice> price,
            Spent aside) {
        this.service = service;
        this.model = model;
        this.purpose = purpose;
        this.request = request;
        this.price = price;
        this.aside = aside;
    }

    /** The request with the limit that the reply must keep. */
    public ChatRequest request() {
        return request;
    }

    Purpose purpose() {
        return purpose;
    }

    Spent aside() {
        return aside;
    }

    /** Counts a reply, durably. Where the endpoint says nothing of tokens, they are estimated. */
    public ChatResponse used(ChatResponse reply) {
        Usage said = reply.usage();
        Usage usage = said.inputTokens() + said.outputTokens() > 0
                ? said
                : new Usage(Estimate.tokens(request), 0, Estimate.tokens(reply.message()));
        Optional<Cost> cost = reply.cost().or(() -> price.map(known -> known.of(usage)));
        settle(usage, cost);
        ChatResponse counted = new ChatResponse(reply.message(), reply.finish(), usage, reply.model(), cost);
        return counted;
    }

    /**
     * Counts what is paid without a reply: the prompt, and what came before it broke off, both estimated.
     *
     * @param heardBytes of the reply
     */
    public void lost(long heardBytes) {
        Usage usage = new Usage(Estimate.tokens(request), 0, Estimate.tokens(heardBytes));
        settle(usage, price.map(known -> known.of(usage)));
    }

    private void settle(Usage usage, Optional<Cost> cost) {
        settled = true;
        service.settle(this, model, usage, cost);
    }

    @Override
    public void close() {
        if (!settled) {
            settled = true;
            service.release(this);
        }
    }
}
