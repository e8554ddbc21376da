package dev.talaria.shell;

import dev.talaria.api.session.SessionSearch;
import dev.talaria.shell.text.Shown;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** Completes the orders of a search. */
@Service
public final class SearchOrderCompleter extends NameCompleter {
    @Override
    Stream<String> names() {
        return Stream.of(SessionSearch.Order.values()).map(Shown::word);
    }
}
