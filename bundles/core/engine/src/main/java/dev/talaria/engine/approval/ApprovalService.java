package dev.talaria.engine.approval;

import dev.talaria.api.approval.ApprovalMode;
import dev.talaria.api.approval.ApprovalRule;
import dev.talaria.api.approval.Approvals;
import dev.talaria.api.approval.Decision;
import dev.talaria.api.approval.EffectClass;
import dev.talaria.api.approval.Effects;
import dev.talaria.api.base.Json;
import dev.talaria.api.base.Principal;
import dev.talaria.api.base.SessionId;
import dev.talaria.api.sandbox.Isolation;
import dev.talaria.api.tool.CommandEffects;
import dev.talaria.api.tool.ToolCall;
import dev.talaria.engine.home.TalariaHome;
import dev.talaria.engine.json.JsonText;
import dev.talaria.engine.text.ConfiguredList;
import dev.talaria.spi.store.Store;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gate as a service: its configuration, and what people may look at. */
@Component(
        service = {Approvals.class, ApprovalService.class},
        configurationPid = "dev.talaria.approval")
@Designate(ocd = ApprovalService.Config.class)
public final class ApprovalService implements Approvals {
    private static final Logger LOG = LoggerFactory.getLogger(ApprovalService.class);
    private static final String SANDBOX = "local";

    /** Configuration of PID {@code dev.talaria.approval}. A change counts from the next call on. */
    @ObjectClassDefinition(name = "Talaria approval", description = "What runs without a question.")
    public @interface Config {
        @AttributeDefinition(
                description = "ask, workspace or all; docs/security.md has the table. Counts from the next call.")
        String mode() default "ask";

        @AttributeDefinition(
                description = "Rules for what never runs: 'command GLOB', 'tool GLOB' or 'KIND RESOURCE-GLOB', such as"
                        + " 'command git push*' or 'NETWORK net:*.example.org:*'. Counts from the next call.")
        String[] deny() default {};

        @AttributeDefinition(
                description = "Rules, in the same form, for what need not be asked. Counts from the next call.")
        String[] allow() default {};

        @AttributeDefinition(
                description = "How long an answer 'always' lasts, in days. Counts from the next call.",
                min = "1")
        int rememberDays() default 90;
    }

    private final Gate gate;
    private final Remembered remembered;
    private final CommandEffects commands;

    @Activate
    public ApprovalService(
            @Reference Store store, @Reference CommandEffects commands, BundleContext context, Config config) {
        this.commands = commands;
        Path userHome = Path.of(System.getProperty("user.home"));
        Path home = TalariaHome.of(context);
        String karaf = context.getProperty("karaf.home");
        Path assembly = karaf == null || karaf.isBlank() ? home : Path.of(karaf);
        remembered = new Remembered(store, Clock.systemUTC());
        gate = new Gate(new Floor(home, assembly), new SecretPaths(userHome), remembered);
        configure(config);
    }

    @Modified
    void configure(Config config) {
        Optional<ApprovalMode> mode = ApprovalMode.of(config.mode());
        if (mode.isEmpty()) {
            LOG.error(
                    "etc/dev.talaria.approval.cfg: mode '{}' is none of ask, workspace, all; ask is used",
                    config.mode());
        }
        gate.configure(new GateSettings(
                mode.orElse(ApprovalMode.ASK),
                rules(config.deny()),
                rules(config.allow()),
                unusable("deny", config.deny()),
                Duration.ofDays(config.rememberDays())));
        unusable("allow", config.allow());
    }

    private static List<OperatorRule> rules(String[] lines) {
        return ConfiguredList.of(lines).stream()
                .map(OperatorRule::parse)
                .flatMap(Optional::stream)
                .toList();
    }

    private static List<String> unusable(String name, String[] lines) {
        List<String> bad = ConfiguredList.of(lines).stream()
                .filter(line -> OperatorRule.parse(line).isEmpty())
                .toList();
        bad.forEach(line -> LOG.error(
                "etc/dev.talaria.approval.cfg: '{}' in {} is no rule. Rules are 'command GLOB', 'tool GLOB' or"
                        + " 'KIND RESOURCE-GLOB', with KIND one of READ WRITE EXECUTE NETWORK MESSAGE SPEND DELEGATE CONFIGURE",
                line,
                name));
        return bad;
    }

    public Gate gate() {
        return gate;
    }

    public Remembered remembered() {
        return remembered;
    }

    @Override
    public List<ApprovalRule> rules() {
        return remembered.list();
    }

    @Override
    public boolean revoke(String id) {
        return remembered.revoke(id);
    }

    @Override
    public Explanation explain(String command, String cwd) {
        Map<String, Object> arguments = Json.object(CommandEffects.COMMAND, command);
        String raw = new String(JsonText.bytes(arguments), StandardCharsets.UTF_8);
        ToolCall call = new ToolCall("explain", "terminal", arguments, raw, cwd, cwd, SANDBOX);
        Effects effects = commands.of(call);
        List<Decision> verdicts = new ArrayList<>();
        for (ApprovalMode mode : ApprovalMode.values()) {
            verdicts.add(gate.judge(request(call, effects, mode)).decision());
        }
        List<EffectClass> classes = gate.classes(request(call, effects, ApprovalMode.ASK));
        List<Explained> explained = new ArrayList<>();
        for (int i = 0; i < classes.size(); i++) {
            explained.add(new Explained(effects.list().get(i), classes.get(i)));
        }
        return new Explanation(explained, verdicts, gate.settings().mode());
    }

    private static GateRequest request(ToolCall call, Effects effects, ApprovalMode mode) {
        return new GateRequest(
                call,
                effects,
                Principal.osUser().id(),
                new SessionId("explain"),
                Optional.of(mode),
                Isolation.NONE,
                CodeWitness.NONE);
    }
}
