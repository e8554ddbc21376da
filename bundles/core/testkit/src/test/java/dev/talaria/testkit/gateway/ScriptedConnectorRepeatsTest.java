package dev.talaria.testkit.gateway;

import dev.talaria.spi.gateway.Connector.RepeatGuard;

/** A platform that has nothing against repeats. */
class ScriptedConnectorRepeatsTest extends OnScriptedPlatform {
    ScriptedConnectorRepeatsTest() {
        super(RepeatGuard.NONE);
    }
}
