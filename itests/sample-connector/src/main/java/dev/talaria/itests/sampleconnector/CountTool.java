package dev.talaria.itests.sampleconnector;

import dev.talaria.api.approval.EffectKind;
import dev.talaria.api.tool.ToolContext;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.api.tool.ToolSpec;
import dev.talaria.spi.tool.Tool;
import dev.talaria.tool.support.Describe;
import dev.talaria.tool.support.RecordTool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * A tool that must not run twice: each run adds a line to a file, which is on disk when the call ends. So a test can
 * count the runs whatever happens to the process. It is there where {@code dev.talaria.itests.sampleconnector.count} is
 * configured.
 */
@Component(
        service = Tool.class,
        configurationPid = "dev.talaria.itests.sampleconnector.count",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = CountTool.Config.class)
public final class CountTool extends RecordTool<CountTool.Args> implements Tool {
    /** The arguments; the schema is made of this record. */
    public record Args(@Describe("What to count") int number) {}

    /** Where it counts. */
    @ObjectClassDefinition(name = "Counting tool", description = "A tool whose runs are counted in a file.")
    public @interface Config {
        @AttributeDefinition(description = "Absolute path of the file. Counts from the next start.")
        String file();
    }

    private final Path file;

    @Activate
    public CountTool(Config config) {
        super(
                ToolSpec.named("count")
                        .describedAs("Counts a number, once for each call.")
                        .effects(EffectKind.NETWORK),
                Args.class);
        file = Path.of(config.file());
    }

    @Override
    protected ToolResult call(Args args, ToolContext context) throws IOException {
        byte[] line = (args.number() + "\n").getBytes(StandardCharsets.UTF_8);
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            out.write(ByteBuffer.wrap(line));
            out.force(true);
        }
        return ToolResult.ok("counted " + args.number());
    }
}
