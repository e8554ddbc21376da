package dev.talaria.engine.state;

import dev.talaria.api.state.States;
import dev.talaria.spi.store.Store;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;

/** What each bundle that asks keeps for itself. */
@Component(service = States.class, scope = ServiceScope.BUNDLE)
public final class StateService extends StoredStates {
    @Activate
    public StateService(@Reference Store store, ComponentContext context) {
        super(store, context.getUsingBundle().getSymbolicName());
    }
}
