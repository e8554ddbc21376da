package dev.talaria.engine.sandbox;

import dev.talaria.api.sandbox.SandboxSpec;
import dev.talaria.engine.text.ConfiguredList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** A sandbox with settings of its own: one configuration of the factory PID {@code dev.talaria.sandbox}. */
@Component(
        service = NamedSandbox.class,
        configurationPid = "dev.talaria.sandbox",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = NamedSandbox.Config.class, factory = true)
public final class NamedSandbox {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,50}");

    /** Configuration of factory PID {@code dev.talaria.sandbox}. */
    @ObjectClassDefinition(name = "Talaria sandbox", description = "A sandbox with settings of its own.")
    public @interface Config {
        @AttributeDefinition(
                description = "Its name: letters, digits, _ and -. It is chosen as BACKEND/NAME. Counts from the next"
                        + " turn.")
        String name();

        @AttributeDefinition(description = "Its kind: docker, ssh and so on. Counts from the next turn.")
        String backend();

        @AttributeDefinition(description = "Whether its files stay when it is closed. Counts from the next opening.")
        boolean persistent() default true;

        @AttributeDefinition(
                description = "Whether each session that chooses it gets one of its own. Counts from the next turn.")
        boolean perSession() default false;

        @AttributeDefinition(
                description = "Settings of its backend for this one alone, each as KEY=VALUE; a comma in a value is"
                        + " written \\,. Counts from the next opening.")
        String[] options() default {};
    }

    private final SandboxSpec spec;
    private final boolean perSession;

    @Activate
    public NamedSandbox(Config config) {
        if (!NAME.matcher(String.valueOf(config.name())).matches()) {
            throw new IllegalArgumentException("dev.talaria.sandbox: name = '" + config.name()
                    + "' must be letters, digits, _ and -, at most 50.");
        }
        if (config.backend() == null || config.backend().isBlank()) {
            throw new IllegalArgumentException("dev.talaria.sandbox: the sandbox '" + config.name()
                    + "' has no backend; write for example backend = docker.");
        }
        String backend = config.backend().strip();
        this.spec = new SandboxSpec(
                backend + "/" + config.name(), backend, config.persistent(), options(config.name(), config.options()));
        this.perSession = config.perSession();
    }

    private static Map<String, String> options(String name, String[] given) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String option : ConfiguredList.of(given)) {
            int at = option.indexOf('=');
            if (at < 1) {
                throw new IllegalArgumentException("dev.talaria.sandbox: the sandbox '" + name + "' has the option '"
                        + option + "', which is not KEY=VALUE.");
            }
            options.put(
                    option.substring(0, at).strip(), option.substring(at + 1).strip());
        }
        return options;
    }

    SandboxSpec spec() {
        return spec;
    }

    boolean perSession() {
        return perSession;
    }
}
