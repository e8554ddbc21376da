package dev.talaria.engine.health;

import dev.talaria.api.health.Doctor;
import dev.talaria.api.health.Finding;
import dev.talaria.engine.thread.RunThreads;
import dev.talaria.spi.health.HealthProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Asks every probe that is here, at the same time. */
@Component
public final class DoctorService implements Doctor {
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final List<HealthProbe> probes = new CopyOnWriteArrayList<>();
    private final Map<HealthProbe, ProbeRun> last = new ConcurrentHashMap<>();
    private final ExecutorService threads = RunThreads.newPool("talaria-probe");
    private final Duration limit;

    @Activate
    public DoctorService() {
        this(LIMIT);
    }

    /** For tests. */
    DoctorService(Duration limit) {
        this.limit = limit;
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindProbe(HealthProbe probe) {
        probes.add(probe);
    }

    void unbindProbe(HealthProbe probe) {
        probes.remove(probe);
        last.remove(probe);
    }

    @Deactivate
    void close() {
        threads.shutdownNow();
    }

    @Override
    public synchronized List<Finding> examine() {
        Map<ProbeRun, Boolean> runs = new LinkedHashMap<>();
        for (HealthProbe probe : probes) {
            ProbeRun before = last.get(probe);
            boolean stuck = before != null && before.isRunning();
            ProbeRun run = stuck ? before : new ProbeRun(probe, threads);
            last.put(probe, run);
            runs.put(run, stuck);
        }
        List<Finding> findings = new ArrayList<>();
        try {
            for (Map.Entry<ProbeRun, Boolean> run : runs.entrySet()) {
                findings.addAll(
                        run.getValue()
                                ? run.getKey().stillRunning()
                                : run.getKey().await(limit));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        findings.sort(Comparator.comparing((Finding finding) -> finding.health().state())
                .reversed()
                .thenComparing(Finding::probe));
        return List.copyOf(findings);
    }
}
