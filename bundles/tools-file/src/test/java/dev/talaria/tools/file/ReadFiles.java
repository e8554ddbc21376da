package dev.talaria.tools.file;

import dev.talaria.api.tool.ToolCall;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.testkit.tool.FakeSandboxLease;
import dev.talaria.testkit.tool.FakeToolContext;
import java.util.Map;

/** Calls of {@code read_file} by themselves. */
final class ReadFiles {
    private ReadFiles() {}

    static ToolResult read(FakeSandboxLease sandbox, Map<String, Object> arguments) throws Exception {
        ToolCall call =
                new ToolCall("call-1", "read_file", arguments, arguments.toString(), "/work", "/work", sandbox.id());
        return new ReadFileTool()
                .call(call, FakeToolContext.builder().sandbox(sandbox).build());
    }
}
