package dev.talaria.testkit.gateway;

import dev.talaria.api.base.Address;
import dev.talaria.spi.gateway.Connector;
import dev.talaria.spi.gateway.Connector.RepeatGuard;
import dev.talaria.testkit.connector.ScriptedConnector;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** The contract with the scripted connector, for each guard against repeats. */
abstract class OnScriptedPlatform extends ConnectorContract {
    private final ScriptedPlatform platform = new ScriptedPlatform();
    private final RepeatGuard guard;

    OnScriptedPlatform(RepeatGuard guard) {
        this.guard = guard;
    }

    @AfterEach
    void closePlatform() {
        platform.close();
    }

    @Override
    protected Connector connector() {
        return new ScriptedConnector(platform.baseUrl(), "work", platform.token(), guard);
    }

    @Override
    protected Address chat(String name) {
        return Address.of(ScriptedConnector.PLATFORM, "work", name);
    }

    @Override
    protected void post(Address chat, String text) {
        platform.post(chat.chat(), "anna", text);
    }

    @Override
    protected List<String> shown(Address chat) {
        return platform.shown(chat.chat()).stream().map(PlatformMessage::text).toList();
    }

    @Override
    protected boolean awaitAcknowledged(Duration patience) throws InterruptedException {
        return platform.awaitAcknowledged(patience);
    }

    @Override
    protected boolean fail(PlatformFault fault) {
        platform.failing(fault);
        return true;
    }

    @Override
    protected void kill(Address chat) {
        platform.killChat(chat.chat());
    }

    @Override
    protected void refuseCredentials() {
        platform.changeToken("another");
    }

    @Override
    protected void shutDown() {
        platform.close();
    }
}
