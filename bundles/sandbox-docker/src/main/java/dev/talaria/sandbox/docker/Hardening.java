package dev.talaria.sandbox.docker;

import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.api.model.Mount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a container may do and use. */
final class Hardening {
    private static final long MEGABYTE = 1L << 20;
    private static final double NANO = 1e9;
    private static final int VAR_TMP_MB = 256;
    private static final int RUN_MB = 64;

    private Hardening() {}

    /**
     * @param info what the daemon's host can
     * @param progress is told of limits that the host cannot set
     */
    static HostConfig of(Settings settings, InsideUser user, List<Mount> mounts, Info info, Consumer<String> progress) {
        HostConfig config = HostConfig.newHostConfig()
                .withInit(true)
                .withCapDrop(Capability.ALL)
                .withCapAdd(capabilities(user))
                .withSecurityOpts(List.of("no-new-privileges"))
                .withTmpFs(Map.of(
                        "/tmp", "rw,exec,nosuid,nodev,mode=1777,size=" + settings.tmpMb() + "m",
                        "/var/tmp", "rw,noexec,nosuid,nodev,mode=1777,size=" + VAR_TMP_MB + "m",
                        "/run", "rw,noexec,nosuid,nodev,mode=755,size=" + RUN_MB + "m"))
                .withShmSize(settings.shmMb() * MEGABYTE)
                .withMounts(mounts);
        if (!settings.network()) {
            config.withNetworkMode("none");
        }
        if (!settings.runtime().isEmpty()) {
            config.withRuntime(settings.runtime());
        }
        limit(config, settings, info, progress);
        return config;
    }

    private static Capability[] capabilities(InsideUser user) {
        List<Capability> kept = new ArrayList<>(List.of(Capability.DAC_OVERRIDE, Capability.CHOWN, Capability.FOWNER));
        if (user.isRoot()) {
            kept.addAll(List.of(Capability.SETUID, Capability.SETGID));
        }
        return kept.toArray(Capability[]::new);
    }

    private static void limit(HostConfig config, Settings settings, Info info, Consumer<String> progress) {
        if (settings.pids() > 0) {
            config.withPidsLimit(settings.pids());
        }
        if (wanted("memory", settings.memory(), info.getMemoryLimit(), progress)) {
            config.withMemory(settings.memory() * MEGABYTE);
            if (Boolean.TRUE.equals(info.getSwapLimit())) {
                config.withMemorySwap(settings.memory() * MEGABYTE);
            }
        }
        if (wanted("processors", settings.cpus(), info.getCpuCfsQuota(), progress)) {
            config.withNanoCPUs(Math.round(settings.cpus() * NANO));
        }
    }

    /** What a daemon does not know to be impossible is tried. */
    private static boolean wanted(String what, double limit, @Nullable Boolean possible, Consumer<String> progress) {
        if (limit > 0 && Boolean.FALSE.equals(possible)) {
            progress.accept("no limit of " + what + ": the daemon's host cannot");
            return false;
        }
        return limit > 0;
    }
}
