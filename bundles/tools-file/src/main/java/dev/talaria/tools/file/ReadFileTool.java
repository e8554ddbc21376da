package dev.talaria.tools.file;

import dev.talaria.api.approval.EffectKind;
import dev.talaria.api.approval.Effects;
import dev.talaria.api.approval.Resource;
import dev.talaria.api.base.Cancellation;
import dev.talaria.api.sandbox.FileAccess;
import dev.talaria.api.sandbox.FileStat;
import dev.talaria.api.tool.ToolCall;
import dev.talaria.api.tool.ToolContext;
import dev.talaria.api.tool.ToolSpec;
import dev.talaria.spi.tool.Tool;
import dev.talaria.tool.support.Default;
import dev.talaria.tool.support.Describe;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;

/** Reads a page of a text file through the session's sandbox, holding no more than the page. */
@Component
public final class ReadFileTool extends FileTool<ReadFileTool.Args> implements Tool {
    static final int MOST_LINES = 2000;
    private static final long MOST_BYTES_UTF_16 = 10 << 20;
    private static final String DESCRIPTION =
            "Read a text file as lines N|text. For long files give offset and limit. Not for directories or binary files.";

    public record Args(
            @Describe("File, absolute or below the session's directory")
            String path,

            @Describe("First line, from 1") @Default("1") long offset,

            @Describe("Number of lines, at most 2000") @Default("500")
            long limit) {}

    public ReadFileTool() {
        super(
                ToolSpec.named("read_file")
                        .describedAs(DESCRIPTION)
                        .toolset("file")
                        .effects(EffectKind.READ),
                Args.class);
    }

    @Override
    protected Effects effects(Args args, ToolCall call) {
        return Effects.reads(Resource.file(call.sandboxId(), SandboxPath.resolve(args.path(), call.cwd())));
    }

    @Override
    String run(Args args, ToolCall call, ToolContext context) throws Refusal {
        String path = SandboxPath.checked("'path'", args.path(), call.cwd());
        if (args.offset() < 1) {
            throw new Refusal("'offset' is the number of the first line and starts at 1.");
        }
        if (args.limit() < 1 || args.limit() > MOST_LINES) {
            throw new Refusal("'limit' must be from 1 to " + MOST_LINES + "; read on with a larger 'offset'.");
        }
        try {
            return read(args, path, context.sandbox().files(), context.cancellation());
        } catch (IOException e) {
            throw FileProblems.reading(path, e);
        }
    }

    private static String read(Args args, String path, FileAccess files, Cancellation cancellation)
            throws IOException, Refusal {
        Optional<FileStat> stat = files.stat(path);
        if (stat.isEmpty()) {
            throw SimilarNames.missing(path, files);
        }
        if (stat.get().type() == FileStat.Type.DIRECTORY) {
            throw new Refusal(
                    path + " is a directory. List it with search_files (target files) or the terminal tool: ls");
        }
        if (stat.get().type() != FileStat.Type.FILE) {
            throw new Refusal(path + " is a device, a pipe or a socket. Only regular files can be read.");
        }
        try (InputStream in = new BufferedInputStream(files.read(path), Encoding.SAMPLE)) {
            in.mark(Encoding.SAMPLE);
            byte[] start = in.readNBytes(Encoding.SAMPLE);
            in.reset();
            BinaryKind.refuse(path, start, start.length);
            Encoding encoding = Encoding.of(start, start.length);
            if (encoding != Encoding.UTF_8 && stat.get().size() > MOST_BYTES_UTF_16) {
                throw new Refusal(path + " is a file in " + encoding + " of more than " + MOST_BYTES_UTF_16
                        + " bytes. Make a copy in UTF-8 with the terminal tool: iconv -f UTF-16 -t UTF-8.");
            }
            return new Page(args.offset(), args.limit()).read(new TextInput(in, encoding, cancellation), path);
        }
    }
}
