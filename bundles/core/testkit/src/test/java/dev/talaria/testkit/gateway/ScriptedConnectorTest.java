package dev.talaria.testkit.gateway;

import dev.talaria.spi.gateway.Connector.RepeatGuard;

/** A platform that drops repeats. */
class ScriptedConnectorTest extends OnScriptedPlatform {
    ScriptedConnectorTest() {
        super(RepeatGuard.NONCE);
    }
}
