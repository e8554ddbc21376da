package dev.talaria.tools.file;

import dev.talaria.api.tool.ToolResult;
import dev.talaria.testkit.tool.FakeFiles;
import dev.talaria.testkit.tool.FakeSandboxLease;
import dev.talaria.testkit.tool.FakeToolContext;
import dev.talaria.testkit.tool.ToolContract;
import java.util.Map;

/** Every call of the contract gets files of its own; the tests of a class share one sandbox. */
abstract class FileToolFixture extends ToolContract {
    final FakeSandboxLease sandbox = new FakeSandboxLease("fake");
    final FakeFiles files = filled(sandbox);
    final PathLocks locks = new PathLocks();
    final SyntaxChecks syntax = new SyntaxChecks();

    abstract FakeFiles fill(FakeFiles empty);

    private FakeFiles filled(FakeSandboxLease lease) {
        return fill(lease.files().directory("/work"));
    }

    @Override
    protected FakeToolContext.Builder context() {
        FakeSandboxLease fresh = new FakeSandboxLease("fake");
        filled(fresh);
        return FakeToolContext.builder().sandbox(fresh);
    }

    final ToolResult run(Map<String, Object> arguments) throws Exception {
        return tool().call(
                        call(arguments),
                        FakeToolContext.builder().sandbox(sandbox).build());
    }

    final String ok(Map<String, Object> arguments) throws Exception {
        ToolResult result = run(arguments);
        if (result.status() != ToolResult.Status.OK) {
            throw new AssertionError(result);
        }
        return result.text();
    }

    final String error(Map<String, Object> arguments) throws Exception {
        ToolResult result = run(arguments);
        if (result.status() != ToolResult.Status.ERROR) {
            throw new AssertionError(result);
        }
        return result.text();
    }
}
