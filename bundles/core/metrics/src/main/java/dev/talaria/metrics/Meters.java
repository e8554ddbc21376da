package dev.talaria.metrics;

import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.jmx.JmxReporter;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.util.HierarchicalNameMapper;
import io.micrometer.jmx.JmxConfig;
import io.micrometer.jmx.JmxMeterRegistry;
import java.lang.management.ManagementFactory;
import javax.management.MBeanServer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** The one registry; its meters are MBeans {@code dev.talaria:name=…,type=…}, tags as parts of the name. */
@Component(service = Meters.class)
public final class Meters {
    private static final String DOMAIN = "dev.talaria";

    private final MeterRegistry registry;

    @Activate
    public Meters() {
        this(ManagementFactory.getPlatformMBeanServer());
    }

    Meters(MBeanServer server) {
        MetricRegistry meters = new MetricRegistry();
        JmxReporter reporter = JmxReporter.forRegistry(meters)
                .inDomain(DOMAIN)
                .registerWith(server)
                .build();
        registry =
                new JmxMeterRegistry(JmxConfig.DEFAULT, Clock.SYSTEM, HierarchicalNameMapper.DEFAULT, meters, reporter);
    }

    MeterRegistry registry() {
        return registry;
    }

    @Deactivate
    void close() {
        registry.close();
    }
}
