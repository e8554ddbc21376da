package dev.talaria.shell;

import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.model.ModelEndpoint;
import dev.talaria.api.model.ModelFacts;
import dev.talaria.api.model.ModelInfo;
import dev.talaria.api.model.ModelPrice;
import dev.talaria.api.model.ModelRef;
import dev.talaria.api.model.Models;
import java.util.List;
import java.util.OptionalLong;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;
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
public final class ModelShowCommand implements Action {
    @Argument(index = 0, name = "endpoint", description = "As model:list names it", required = true)
    @Completion(EndpointCompleter.class)
    @Nullable
    String endpoint;

    @Argument(index = 1, name = "part", description = "Only models whose name contains this")
    String part = "";

    @Reference
    @Nullable
    Models models;

    @Override
    public @Nullable Object execute() {
        if (models == null || endpoint == null) {
            throw new IllegalStateException("the shell did not inject this command");
        }
        try (CancellationSource cancellation = new CancellationSource()) {
            return Tables.text(table(models, endpoint, cancellation));
        }
    }

    private ShellTable table(Models known, String name, CancellationSource cancellation) {
        List<ModelInfo> listed = known.models(name, cancellation);
        ModelEndpoint found = known.endpoints().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        ShellTable table = new ShellTable().emptyTableText("No model of that name.");
        table.column("MODEL");
        table.column("CONTEXT").alignRight();
        table.column("ACCORDING TO");
        table.column("MAX REPLY").alignRight();
        table.column("PICTURES");
        table.column("IN").alignRight();
        table.column("CACHED").alignRight();
        table.column("OUT").alignRight();
        table.column("PRICE ACCORDING TO");
        for (ModelInfo info : listed) {
            if (info.id().contains(part)) {
                addRow(table, known.facts(new ModelRef(found, info.id()), cancellation));
            }
        }
        return table;
    }

    private static void addRow(ShellTable table, ModelFacts facts) {
        ModelInfo info = facts.info();
        ModelPrice price = info.price().orElse(null);
        table.addRow()
                .addContent(
                        Printable.exactly(info.id()),
                        count(info.contextTokens()),
                        facts.contextSource(),
                        count(info.outputTokens()),
                        info.takesImages().map(yes -> yes ? "yes" : "no").orElse("?"),
                        price == null ? "?" : price.input().toPlainString(),
                        price == null ? "?" : price.cachedInput().toPlainString(),
                        price == null ? "?" : price.output().toPlainString(),
                        price == null ? "" : price.source() + ", " + price.asOf());
    }

    private static String count(OptionalLong value) {
        return value.isPresent() ? String.valueOf(value.getAsLong()) : "?";
    }
}
