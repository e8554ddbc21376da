package dev.talaria.tools.file;

import dev.talaria.api.approval.EffectKind;
import dev.talaria.api.approval.Effects;
import dev.talaria.api.approval.Resource;
import dev.talaria.api.base.Cancellation;
import dev.talaria.api.sandbox.FileAccess;
import dev.talaria.api.tool.ToolCall;
import dev.talaria.api.tool.ToolContext;
import dev.talaria.api.tool.ToolSpec;
import dev.talaria.spi.tool.Tool;
import dev.talaria.tool.support.Default;
import dev.talaria.tool.support.Describe;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.service.component.annotations.Component;

/** Searches a tree for lines or for names. */
@Component(service = Tool.class)
public final class SearchFilesTool extends FileTool<SearchFilesTool.Args> implements Tool {
    private static final int MOST_ENTRIES = 2_000;
    private static final int MOST_CONTEXT = 20;
    private static final String DESCRIPTION =
            "Search the files below a directory, the newest first, without binary files"
                    + " and those that git ignores. target content: lines by regular expression (RE2). target files: names by"
                    + " pattern such as *.java, or a part of a name.";

    public enum Target {
        CONTENT,
        FILES,
        GREP,
        FIND
    }

    public enum OutputMode {
        CONTENT,
        FILES_ONLY,
        COUNT
    }

    public record Args(
            @Describe("Regular expression, or pattern of names")
            String pattern,

            @Describe("grep is content, find is files") @Default("content")
            Target target,

            @Describe("Directory or file") @Default(".") String path,

            @Describe("content: only files such as *.py or src/**/*.js")
            Optional<String> file_glob,

            @Default("50") int limit,
            @Default("0") int offset,
            @Default("content") OutputMode output_mode,

            @Describe("Lines before and after each match") @Default("0")
            int context) {
        boolean forFiles() {
            return target == Target.FILES || target == Target.FIND;
        }
    }

    public SearchFilesTool() {
        super(
                ToolSpec.named("search_files")
                        .describedAs(DESCRIPTION)
                        .toolset("file")
                        .effects(EffectKind.READ),
                Args.class);
    }

    @Override
    protected Effects effects(Args args, ToolCall call) {
        return Effects.reads(Resource.tree(call.sandboxId(), SandboxPath.resolve(args.path(), call.cwd())));
    }

    @Override
    String run(Args args, ToolCall call, ToolContext context) throws Refusal {
        String root = SandboxPath.checked("'path'", args.path(), call.cwd());
        refuseNonsense(args);
        FileAccess files = context.sandbox().files();
        Cancellation cancellation = context.cancellation();
        NotSearched notSearched = new NotSearched();
        NameFilter filter = NameFilter.of(
                args.forFiles() ? args.pattern() : args.file_glob().orElse(""), root);
        ContentSearch search =
                args.forFiles() ? null : new ContentSearch(args.pattern(), files, cancellation, notSearched);
        List<FoundFile> candidates = new FileTree(files, cancellation, notSearched)
                .below(root).stream().filter(filter::accepts).toList();
        SearchPage page = new SearchPage(args.offset(), args.limit());
        for (FoundFile file : candidates) {
            if (page.full()) {
                break;
            }
            String name = SandboxPath.shown(file.path(), call.cwd());
            if (search == null) {
                page.add(name);
            } else {
                addMatches(args, search, file, name, page);
            }
        }
        return page.end("(nothing found in " + candidates.size() + " files below " + root + ")") + notSearched.note();
    }

    private static void addMatches(Args args, ContentSearch search, FoundFile file, String name, SearchPage page) {
        if (args.output_mode() == OutputMode.CONTENT) {
            search.search(file, hit -> page.add(name, hit, args.context()));
            return;
        }
        AtomicLong count = new AtomicLong();
        search.search(file, hit -> count.incrementAndGet());
        if (count.get() > 0) {
            page.add(args.output_mode() == OutputMode.COUNT ? name + ":" + count : name);
        }
    }

    private static void refuseNonsense(Args args) throws Refusal {
        if (args.pattern().isEmpty()) {
            throw new Refusal("'pattern' is empty. Give what to search for; with target files, * is every file.");
        }
        if (args.limit() < 1 || args.limit() > MOST_ENTRIES) {
            throw new Refusal("'limit' must be from 1 to " + MOST_ENTRIES + "; go on with a larger 'offset'.");
        }
        if (args.offset() < 0) {
            throw new Refusal("'offset' is how many are left out and starts at 0.");
        }
        if (args.context() < 0 || args.context() > MOST_CONTEXT) {
            throw new Refusal("'context' must be from 0 to " + MOST_CONTEXT + ". Read the file for more.");
        }
    }
}
