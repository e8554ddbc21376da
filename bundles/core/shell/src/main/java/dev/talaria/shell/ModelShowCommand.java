package dev.talaria.shell;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.model.ModelEndpoint;
import dev.talaria.api.model.ModelFacts;
import dev.talaria.api.model.ModelPrice;
import dev.talaria.api.model.ModelRef;
import dev.talaria.api.model.Models;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** {@code model:show}: the models of one endpoint, and what is known of them. */
@Service
@Command(
        scope = "model",
        name = "show",
        description = "Shows the models of an endpoint: context, longest reply, pictures, price.",
        detailedDescription =
                "Example: model:show openrouter claude\nPrices are US dollars per million tokens, with who"
                        + " says so and for which day.")
public final class ModelShowCommand extends ListCommand<ModelFacts> {
    private static final Listing<ModelFacts> LISTING = new Listing<ModelFacts>("No model of that name.")
            .text("MODEL", "id", facts -> facts.info().id())
            .number("CONTEXT", "contextTokens", facts -> facts.info().contextTokens())
            .text("ACCORDING TO", "contextSource", ModelFacts::contextSource)
            .number("MAX REPLY", "outputTokens", facts -> facts.info().outputTokens())
            .worded("PICTURES", "takesImages", facts -> facts.info().takesImages(), ModelShowCommand::pictures)
            .number("IN", "", price(ModelPrice::input))
            .number("CACHED", "", price(ModelPrice::cachedInput))
            .number("OUT", "", price(ModelPrice::output))
            .hidden("inputUsdPerMillionTokens", amount(ModelPrice::input))
            .hidden("cachedUsdPerMillionTokens", amount(ModelPrice::cachedInput))
            .hidden("outputUsdPerMillionTokens", amount(ModelPrice::output))
            .shown("PRICE ACCORDING TO", facts -> facts.info()
                    .price()
                    .map(price -> price.source() + ", " + price.asOf())
                    .orElse(""))
            .hidden("priceSource", facts -> facts.info().price().map(ModelPrice::source))
            .hidden("priceAsOf", facts -> facts.info().price().map(ModelPrice::asOf));

    @Argument(index = 0, name = "endpoint", description = "As model:list names it", required = true)
    @Completion(EndpointCompleter.class)
    String endpoint = "";

    @Argument(index = 1, name = "part", description = "Only models whose name contains this")
    String part = "";

    @Reference(optional = true)
    @Nullable
    Models models;

    @Override
    Listing<ModelFacts> listing() {
        return LISTING;
    }

    @Override
    List<ModelFacts> rows() throws CommandException {
        Models known = here(models);
        ModelEndpoint found = Ids.find("endpoint", "model:list", endpoint, known.endpoints(), ModelEndpoint::name);
        try (CancellationSource cancellation = new CancellationSource()) {
            return known.models(found.name(), cancellation).stream()
                    .filter(info -> info.id().contains(part))
                    .map(info -> known.facts(new ModelRef(found, info.id()), cancellation))
                    .toList();
        }
    }

    private static String pictures(ModelFacts facts) {
        return facts.info().takesImages().map(yes -> yes ? "yes" : "no").orElse("?");
    }

    private static Function<ModelFacts, Optional<BigDecimal>> amount(Function<ModelPrice, BigDecimal> part) {
        return facts -> facts.info().price().map(part);
    }

    private static Function<ModelFacts, String> price(Function<ModelPrice, BigDecimal> part) {
        return facts ->
                facts.info().price().map(part).map(BigDecimal::toPlainString).orElse("?");
    }
}
