package dev.talaria.testkit.gateway;

import dev.talaria.spi.gateway.Connector.RepeatGuard;

/** A platform whose history can be read. */
class ScriptedConnectorHistoryTest extends OnScriptedPlatform {
    ScriptedConnectorHistoryTest() {
        super(RepeatGuard.HISTORY);
    }
}
