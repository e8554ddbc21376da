package dev.talaria.sandbox.modal;

import dev.talaria.sandbox.modal.wire.ClientWire.NetworkAccess;
import dev.talaria.sandbox.modal.wire.ClientWire.NetworkAccess.NetworkAccessType;
import dev.talaria.sandbox.modal.wire.ClientWire.Resources;
import dev.talaria.sandbox.modal.wire.ClientWire.Sandbox;
import dev.talaria.sandbox.modal.wire.ClientWire.SchedulerPlacement;
import dev.talaria.sandbox.support.Options;
import java.time.Duration;
import java.util.List;

/**
 * What one sandbox is to be.
 *
 * @param definition without its image and name
 * @param builderVersion empty for that of the environment
 * @param directory where commands begin; empty for the image's
 * @param snapshotLife zero for ever
 */
record Settings(
        String app,
        String image,
        String builderVersion,
        String directory,
        Sandbox definition,
        Duration start,
        boolean snapshotOnClose,
        Duration snapshotTime,
        Duration snapshotLife) {

    /** @param usualBuilder the builder version where the options name none */
    static Settings of(Options options, String usualBuilder) {
        String app = options.text("app");
        String image = options.text("image");
        if (app.isEmpty() || image.isEmpty()) {
            throw options.unusable("app and image must not be empty", "Set both.");
        }
        return new Settings(
                app,
                image,
                options.text("builderVersion").isEmpty() ? usualBuilder : options.text("builderVersion"),
                options.text("directory"),
                definition(options),
                Duration.ofSeconds(options.number("startSeconds")),
                options.flag("snapshotOnClose"),
                Duration.ofSeconds(options.number("snapshotSeconds")),
                Duration.ofDays(options.number("snapshotDays")));
    }

    private static Sandbox definition(Options options) {
        Sandbox.Builder definition = Sandbox.newBuilder()
                .addAllEntrypointArgs(List.of("sleep", "infinity"))
                .setTimeoutSecs(whole(options, "lifetimeSeconds"))
                .setResources(Resources.newBuilder()
                        .setMemoryMb(whole(options, "memoryMb"))
                        .setMemoryMbMax(whole(options, "memoryLimitMb"))
                        .setMilliCpu(thousandths(options, "cpu"))
                        .setMilliCpuMax(thousandths(options, "cpuLimit")))
                .setNetworkAccess(network(options));
        if (whole(options, "idleSeconds") > 0) {
            definition.setIdleTimeoutSecs(whole(options, "idleSeconds"));
        }
        List<String> regions = options.list("regions");
        if (!regions.isEmpty()) {
            definition.setSchedulerPlacement(SchedulerPlacement.newBuilder().addAllRegions(regions));
        }
        return definition.build();
    }

    private static NetworkAccess network(Options options) {
        List<String> allowed = options.list("allowedNetworks");
        NetworkAccess.Builder network = NetworkAccess.newBuilder();
        if (!options.flag("network")) {
            return network.setNetworkAccessType(NetworkAccessType.BLOCKED).build();
        }
        return allowed.isEmpty()
                ? network.setNetworkAccessType(NetworkAccessType.OPEN).build()
                : network.setNetworkAccessType(NetworkAccessType.ALLOWLIST)
                        .addAllAllowedCidrs(allowed)
                        .build();
    }

    private static int whole(Options options, String key) {
        long value = options.number(key);
        if (value > Integer.MAX_VALUE) {
            throw options.unusable(key + " = " + value + " is too large", "Correct " + key + ".");
        }
        return (int) value;
    }

    private static int thousandths(Options options, String key) {
        return (int) Math.min(Integer.MAX_VALUE, Math.round(options.decimal(key) * 1_000));
    }
}
