package dev.talaria.itests.sampletool;

import dev.talaria.api.tool.ToolContext;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.api.tool.ToolSpec;
import dev.talaria.spi.tool.Tool;
import dev.talaria.tool.support.Describe;
import dev.talaria.tool.support.RecordTool;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.osgi.service.component.annotations.Component;

/** A tool in one file: what the README drops into a running session. */
@Component
public final class CityTimeTool extends RecordTool<CityTimeTool.Args> implements Tool {
    /** The arguments; the schema is made of this record. */
    public record Args(
            @Describe("Time zone, e.g. Europe/Oslo") String zone) {}

    public CityTimeTool() {
        super(
                ToolSpec.named("city_time")
                        .describedAs("Tells the local time in a time zone.")
                        .toolset("time")
                        .noEffects(),
                Args.class);
    }

    @Override
    protected ToolResult call(Args args, ToolContext context) {
        try {
            ZonedDateTime now = ZonedDateTime.now(ZoneId.of(args.zone()));
            return ToolResult.ok(now.format(DateTimeFormatter.ISO_ZONED_DATE_TIME));
        } catch (DateTimeException e) {
            return ToolResult.error("There is no time zone '" + args.zone() + "'. Use Region/City, e.g. Europe/Oslo.");
        }
    }
}
