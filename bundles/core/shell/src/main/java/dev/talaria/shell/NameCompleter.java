package dev.talaria.shell;

import java.util.List;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** Completes names that a service knows. */
abstract class NameCompleter implements Completer {
    /** Empty while the service is not there. */
    abstract Stream<String> names();

    @Override
    public final int complete(Session session, CommandLine commandLine, List<String> candidates) {
        StringsCompleter completer = new StringsCompleter();
        names().forEach(completer.getStrings()::add);
        return completer.complete(session, commandLine, candidates);
    }
}
