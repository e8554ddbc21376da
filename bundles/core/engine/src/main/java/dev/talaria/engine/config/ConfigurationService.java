package dev.talaria.engine.config;

import dev.talaria.api.config.Applies;
import dev.talaria.api.config.ConfigKey;
import dev.talaria.api.config.ConfigProblem;
import dev.talaria.api.config.Configurations;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeService;

/** Brings together what bundles say of their configurations, and what is configured. */
@Component
public final class ConfigurationService implements Configurations {
    private final Supplier<List<Described>> described;
    private final Supplier<List<Written>> written;

    @Activate
    public ConfigurationService(
            BundleContext context, @Reference MetaTypeService metatypes, @Reference ConfigurationAdmin admin) {
        this(() -> Described.all(context, metatypes), () -> Written.all(admin));
    }

    ConfigurationService(Supplier<List<Described>> described, Supplier<List<Written>> written) {
        this.described = described;
        this.written = written;
    }

    @Override
    public List<ConfigKey> keys() {
        List<Written> all = written.get();
        List<ConfigKey> keys = new ArrayList<>();
        for (Described each : described.get()) {
            List<Written> of = all.stream()
                    .filter(one -> one.described().equals(each.pid()))
                    .toList();
            if (of.isEmpty() || each.several()) {
                each.attributes().forEach(attribute -> keys.add(key(each.pid(), attribute, null)));
            }
            of.forEach(one -> each.attributes().forEach(attribute -> keys.add(key(one.name(), attribute, one))));
        }
        keys.sort(Comparator.comparing(ConfigKey::name));
        return List.copyOf(keys);
    }

    private static ConfigKey key(String pid, AttributeDefinition attribute, @Nullable Written written) {
        String said = attribute.getDescription() == null ? "" : attribute.getDescription();
        Optional<Applies> applies = Applies.of(said);
        String description = applies.map(when ->
                        said.substring(0, said.length() - when.sentence().length()))
                .orElse(said)
                .strip();
        String[] defaults = attribute.getDefaultValue();
        boolean set = written != null && written.values().containsKey(attribute.getID());
        return new ConfigKey(
                pid,
                attribute.getID(),
                ValueType.words(attribute),
                description,
                applies,
                defaults == null ? List.of() : List.of(defaults),
                set ? Optional.of(written.values().get(attribute.getID())) : Optional.empty(),
                set ? written.file() : "");
    }

    @Override
    public List<ConfigProblem> problems() {
        List<Described> known = described.get();
        List<ConfigProblem> problems = new ArrayList<>();
        for (Written each : written.get()) {
            known.stream()
                    .filter(one -> one.pid().equals(each.described()))
                    .findFirst()
                    .ifPresentOrElse(
                            one -> problems.addAll(new WrittenCheck(each, one).problems()),
                            () -> problems.add(WrittenCheck.unknown(each, known)));
        }
        problems.sort(Comparator.comparing(ConfigProblem::name));
        return List.copyOf(problems);
    }
}
