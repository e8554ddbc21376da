package dev.talaria.engine.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.audit.AuditEntry;
import dev.talaria.testkit.store.MemoryStore;
import dev.talaria.testkit.tool.ManualClock;
import java.lang.reflect.Proxy;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;

class AuditServiceTest {
    private static final String STARTED = "talaria.audit.started";
    private static final String CANARY = "CANARY-71d0c2";

    private final MemoryStore store = new MemoryStore();

    @BeforeEach
    @AfterEach
    void forget() {
        System.clearProperty(STARTED);
    }

    @Test
    void aChangedConfigurationIsNamedWithItsKeysAndWithoutValues() {
        AuditService service = open(Bundle.ACTIVE);
        service.configurationEvent(event(ConfigurationEvent.CM_UPDATED, "dev.talaria.x~lab"));
        service.configurationEvent(event(ConfigurationEvent.CM_LOCATION_CHANGED, "dev.talaria.x~lab"));
        service.configurationEvent(event(ConfigurationEvent.CM_DELETED, "dev.talaria.x~lab"));
        assertThat(written(service))
                .containsExactly(
                        "configuration.change dev.talaria.x~lab: apiKey, baseUrl",
                        "configuration.delete dev.talaria.x~lab");
        assertThat(new AuditLog(store, new ManualClock()).last(10).toString()).doesNotContain(CANARY);
    }

    @Test
    void aChangedListOfRolesIsSaidAsSuch() {
        AuditService service = open(Bundle.ACTIVE);
        service.configurationEvent(event(ConfigurationEvent.CM_DELETED, "org.apache.karaf.command.acl.secret"));
        service.configurationEvent(event(ConfigurationEvent.CM_UPDATED, "jmx.acl.org.apache.karaf.bundle"));
        assertThat(written(service))
                .containsExactly(
                        "roles.delete org.apache.karaf.command.acl.secret",
                        "roles.change jmx.acl.org.apache.karaf.bundle: apiKey, baseUrl");
    }

    @Test
    void bundlesThatComeChangeAndGoAreNamed() {
        AuditService service = open(Bundle.ACTIVE);
        Bundle bundle = fake(
                Bundle.class,
                Map.of("getSymbolicName", "dev.example.tool", "getVersion", Version.parseVersion("1.2.0")));
        for (int type : List.of(
                BundleEvent.INSTALLED,
                BundleEvent.STARTED,
                BundleEvent.UPDATED,
                BundleEvent.STOPPED,
                BundleEvent.UNINSTALLED)) {
            service.bundleChanged(new BundleEvent(type, bundle));
        }
        assertThat(written(service))
                .containsExactly(
                        "bundle.install dev.example.tool 1.2.0",
                        "bundle.update dev.example.tool 1.2.0",
                        "bundle.remove dev.example.tool 1.2.0");
    }

    @Test
    void theStartOfTheProcessIsWrittenOnceAndItsStopWhenTheFrameworkStops() {
        open(Bundle.ACTIVE).deactivate();
        open(Bundle.STOPPING).deactivate();
        String process = "process " + ProcessHandle.current().pid();
        assertThat(entries()).containsExactly("talaria.start " + process, "talaria.stop " + process);
    }

    private List<String> written(AuditService service) {
        service.deactivate();
        List<String> all = entries();
        return all.subList(1, all.size());
    }

    private List<String> entries() {
        return new AuditLog(store, new ManualClock())
                .last(100).stream().map(AuditServiceTest::shown).toList();
    }

    private static String shown(AuditEntry entry) {
        return entry.action() + " " + entry.object();
    }

    private AuditService open(int frameworkState) {
        Bundle framework = fake(Bundle.class, Map.of("getState", frameworkState));
        BundleContext context = fake(
                BundleContext.class,
                Map.of("addBundleListener", "", "removeBundleListener", "", "getBundle", framework));
        Configuration configuration = fake(
                Configuration.class,
                Map.of(
                        "getProperties",
                        new Hashtable<>(Map.of("service.pid", "x", "apiKey", CANARY, "baseUrl", CANARY))));
        Configuration[] all = {configuration};
        return new AuditService(store, fake(ConfigurationAdmin.class, Map.of("listConfigurations", all)), context);
    }

    private static ConfigurationEvent event(int type, String pid) {
        return new ConfigurationEvent(reference(), type, null, pid);
    }

    @SuppressWarnings("unchecked") // a class literal has no type argument
    private static ServiceReference<ConfigurationAdmin> reference() {
        return fake(ServiceReference.class, Map.of());
    }

    private static <T> T fake(Class<T> type, Map<String, Object> answers) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, given) -> {
                    Object answer = answers.get(method.getName());
                    if (answer == null) {
                        throw new UnsupportedOperationException(method.toString());
                    }
                    return method.getReturnType() == void.class ? null : answer;
                }));
    }
}
