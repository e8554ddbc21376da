package dev.talaria.itests.sampleconnector;

import dev.talaria.spi.gateway.Connector;
import dev.talaria.testkit.connector.ScriptedConnector;
import java.net.URI;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** One account of the scripted platform for each file {@code etc/dev.talaria.itests.sampleconnector-NAME.cfg}. */
@Component(
        service = Connector.class,
        configurationPid = "dev.talaria.itests.sampleconnector",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = SampleConnector.Config.class, factory = true)
public final class SampleConnector extends ScriptedConnector {

    /** Where the platform is, and who we are there. */
    @ObjectClassDefinition(name = "Scripted platform", description = "An account of a scripted platform.")
    public @interface Config {
        @AttributeDefinition(description = "As the platform says it. Counts from the next start.")
        String baseUrl();

        @AttributeDefinition(description = "The account's name. Counts from the next start.")
        String account() default "work";

        @AttributeDefinition(description = "As the platform says it. Counts from the next start.")
        String token() default "scripted-token";

        @AttributeDefinition(description = "NONCE, HISTORY or NONE. Counts from the next start.")
        String repeatGuard() default "NONCE";
    }

    @Activate
    public SampleConnector(Config config) {
        super(
                URI.create(config.baseUrl()),
                config.account(),
                config.token(),
                RepeatGuard.valueOf(config.repeatGuard()));
    }
}
