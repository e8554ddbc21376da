package dev.talaria.engine.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;

/**
 * A configuration as its bundle describes it.
 *
 * @param pid of it; the factory PID if there can be several
 */
record Described(String pid, boolean several, List<AttributeDefinition> attributes, Set<String> required) {
    private static final String OURS = "dev.talaria";

    /** Of every bundle that is resolved, those that are called ours; by PID. */
    static List<Described> all(BundleContext context, MetaTypeService metatypes) {
        List<Described> all = new ArrayList<>();
        for (Bundle bundle : context.getBundles()) {
            if ((bundle.getState() & (Bundle.UNINSTALLED | Bundle.INSTALLED)) == 0) {
                MetaTypeInformation information = metatypes.getMetaTypeInformation(bundle);
                if (information != null) {
                    addAll(information, information.getPids(), false, all);
                    addAll(information, information.getFactoryPids(), true, all);
                }
            }
        }
        all.sort(Comparator.comparing(Described::pid));
        return all;
    }

    private static void addAll(MetaTypeInformation information, String[] pids, boolean several, List<Described> all) {
        for (String pid : pids) {
            if (pid.startsWith(OURS)) {
                ObjectClassDefinition definition = information.getObjectClassDefinition(pid, null);
                all.add(new Described(
                        pid,
                        several,
                        List.of(definition.getAttributeDefinitions(ObjectClassDefinition.ALL)),
                        Arrays.stream(definition.getAttributeDefinitions(ObjectClassDefinition.REQUIRED))
                                .filter(attribute -> attribute.getDefaultValue() == null)
                                .map(AttributeDefinition::getID)
                                .collect(Collectors.toUnmodifiableSet())));
            }
        }
    }

    List<String> keys() {
        return attributes.stream().map(AttributeDefinition::getID).toList();
    }
}
