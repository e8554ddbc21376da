package dev.talaria.shell.residence;

import dev.talaria.api.interact.Interactions;
import dev.talaria.spi.instance.Activity;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Questions and approvals that wait for a person, whoever asked them. A stop does not wait: they are cancelled. */
@Component
public final class WaitingQuestions implements Activity {
    private final Interactions interactions;

    @Activate
    public WaitingQuestions(@Reference Interactions interactions) {
        this.interactions = interactions;
    }

    @Override
    public boolean busy() {
        return !interactions.pending().isEmpty();
    }

    @Override
    public String what() {
        int count = interactions.pending().size();
        return count == 1 ? "1 question to a person" : count + " questions to a person";
    }
}
