package dev.talaria.itests.variant;

import dev.talaria.api.approval.Effects;
import dev.talaria.api.base.Json;
import dev.talaria.api.tool.ToolCall;
import dev.talaria.api.tool.ToolContext;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.api.tool.ToolSpec;
import dev.talaria.spi.tool.Tool;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Semaphore;

/**
 * A tool whose bundle says what it does: {@link VariantBundle} copies this class into each. Signals go through the
 * system properties, since the copies share no class with the test.
 */
public final class VariantTool implements Tool {
    public static final String STARTED = "talaria.itests.started";
    public static final String GO = "talaria.itests.go";

    private final Properties variant = new Properties();
    private final ToolSpec spec;
    private volatile int spins;

    public VariantTool() throws IOException {
        try (InputStream file = VariantTool.class.getResourceAsStream("/variant.properties")) {
            variant.load(file);
        }
        spec = ToolSpec.named(variant.getProperty("tool"))
                .describedAs("A variant")
                .parameters(Json.object(
                        "type",
                        "object",
                        "properties",
                        Json.object(variant.getProperty("argument"), Json.object("type", "string")),
                        "required",
                        Json.array(variant.getProperty("argument")),
                        "additionalProperties",
                        false))
                .noEffects();
    }

    /** Called by Declarative Services. */
    public void activate() throws InterruptedException {
        misbehave("activate");
    }

    /** Called by Declarative Services. */
    public void deactivate() throws InterruptedException {
        misbehave("deactivate");
    }

    private void misbehave(String when) throws InterruptedException {
        switch (variant.getProperty(when, "")) {
            case "throw" -> throw new IllegalStateException("on purpose in " + when);
            case "hang" -> new Semaphore(0).acquire();
            case "exit" -> System.exit(0);
            default -> {}
        }
    }

    /** Heeds neither cancellation nor interruption; volatile, so that it is no loop without effect. */
    /** Says in a file that it begins: the call is noted as busy before it does. */
    private void spin() {
        try {
            Files.createFile(Path.of(System.getProperty("karaf.base"), "spinning"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        while (spins >= 0) {
            spins = spins % 1_000 + 1;
        }
    }

    private static void eat() {
        List<byte[]> eaten = new ArrayList<>();
        while (eaten.size() < Integer.MAX_VALUE) {
            eaten.add(new byte[1 << 20]);
        }
    }

    @Override
    public ToolSpec spec() {
        return spec;
    }

    @Override
    public Effects effects(ToolCall call) {
        return new Effects(List.of(), !variant.containsKey("once"));
    }

    @Override
    public ToolResult call(ToolCall call, ToolContext context) throws Exception {
        switch (variant.getProperty("call", "")) {
            case "block" -> {
                signal(STARTED).release();
                signal(GO).acquire();
            }
            case "ignore" -> {
                signal(STARTED).release();
                signal(GO).acquireUninterruptibly();
            }
            case "exit" -> System.exit(0);
            case "hang" -> new Semaphore(0).acquire();
            case "spin" -> spin();
            case "heap" -> eat();
            default -> {}
        }
        return ToolResult.ok(variant.getProperty("answer"));
    }

    private static Semaphore signal(String name) {
        return (Semaphore) System.getProperties().get(name);
    }
}
