package dev.talaria.engine.export;

import dev.talaria.api.base.Json;
import dev.talaria.api.context.ContextEntry;
import dev.talaria.api.model.Content.ToolOutput;
import dev.talaria.api.model.Content.ToolUse;
import dev.talaria.api.prompt.PromptEpoch;
import dev.talaria.api.session.SessionSummary;
import dev.talaria.api.tool.ToolDefinition;
import dev.talaria.engine.json.JsonText;
import dev.talaria.engine.session.SessionEvent;
import dev.talaria.engine.session.SessionEvent.AssistantMessage;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** One document of the Agent Trajectory Interchange Format, version 1.7. A reply and its results are one step. */
final class AtifExport implements Exporter {
    private final SessionSummary summary;
    private final PromptEpoch epoch;
    private final String version;
    private final UnaryOperator<String> mask;
    private final Appendable out;
    private final Map<String, Object> waiting = new LinkedHashMap<>();
    private long steps;
    private long promptTokens;
    private long completionTokens;
    private long cachedTokens;
    private BigDecimal cost = BigDecimal.ZERO;

    AtifExport(SessionSummary summary, PromptEpoch epoch, String version, UnaryOperator<String> mask, Appendable out) {
        this.summary = summary;
        this.epoch = epoch;
        this.version = version;
        this.mask = mask;
        this.out = out;
    }

    @Override
    public void begin() throws IOException {
        List<Object> tools = new ArrayList<>();
        for (ToolDefinition tool : epoch.tools()) {
            Map<String, Object> function = Json.object(
                    "name", tool.name(), "description", tool.description(), "parameters", tool.parameters());
            tools.add(Json.object("type", "function", "function", function));
        }
        String head = JsonText.write(Json.object(
                "schema_version",
                "ATIF-v1.7",
                "session_id",
                summary.id().value(),
                "agent",
                Json.object("name", "talaria", "version", version, "tool_definitions", tools)));
        out.append(head, 0, head.length() - 1).append(",\"steps\":[");
        if (!epoch.system().isEmpty()) {
            step("system", summary.started(), mask.apply(epoch.system()));
        }
    }

    @Override
    public void message(ContextEntry entry, Optional<SessionEvent> event, Instant time) throws IOException {
        Parts parts = new Parts(entry.message(), mask);
        switch (entry.message().role()) {
            case ASSISTANT -> {
                step("agent", time, parts.text());
                agent(parts, event);
            }
            case TOOL -> waiting.put("observation", Json.object("results", results(parts)));
            default -> {
                step("user", time, parts.text());
                if (entry.nature() == ContextEntry.Nature.SUMMARY) {
                    waiting.put("extra", Json.object("compaction_summary", true));
                }
            }
        }
    }

    private void agent(Parts parts, Optional<SessionEvent> event) {
        if (!parts.reasoning().isBlank()) {
            waiting.put("reasoning_content", parts.reasoning());
        }
        List<Object> calls = new ArrayList<>();
        for (ToolUse use : parts.uses()) {
            calls.add(Json.object(
                    "tool_call_id", use.id(), "function_name", use.name(), "arguments", parts.arguments(use)));
        }
        if (!calls.isEmpty()) {
            waiting.put("tool_calls", calls);
        }
        if (event.isPresent() && event.get() instanceof AssistantMessage reply) {
            waiting.put("model_name", reply.model());
            waiting.put("metrics", metrics(reply));
        }
    }

    private Map<String, Object> metrics(AssistantMessage reply) {
        promptTokens += reply.usage().inputTokens();
        completionTokens += reply.usage().outputTokens();
        cachedTokens += reply.usage().cachedInputTokens();
        Map<String, Object> metrics = new LinkedHashMap<>();
        metrics.put("prompt_tokens", reply.usage().inputTokens());
        metrics.put("completion_tokens", reply.usage().outputTokens());
        metrics.put("cached_tokens", reply.usage().cachedInputTokens());
        reply.cost().ifPresent(known -> {
            cost = cost.add(known.usd());
            metrics.put("cost_usd", known.usd());
        });
        return metrics;
    }

    private static List<Object> results(Parts parts) {
        List<Object> results = new ArrayList<>();
        for (ToolOutput output : parts.outputs()) {
            results.add(Json.object("source_call_id", output.id(), "content", parts.masked(output.text())));
        }
        return results;
    }

    private void step(String source, Instant time, String message) throws IOException {
        flush();
        steps++;
        waiting.putAll(
                Json.object("step_id", steps, "timestamp", time.toString(), "source", source, "message", message));
    }

    private void flush() throws IOException {
        if (!waiting.isEmpty()) {
            out.append(steps == 1 ? "\n" : ",\n").append(JsonText.write(waiting));
            waiting.clear();
        }
    }

    @Override
    public void end() throws IOException {
        flush();
        Map<String, Object> totals = Json.object(
                "total_prompt_tokens",
                promptTokens,
                "total_completion_tokens",
                completionTokens,
                "total_cached_tokens",
                cachedTokens,
                "total_cost_usd",
                cost,
                "total_steps",
                steps);
        out.append("\n],\"final_metrics\":").append(JsonText.write(totals)).append("}\n");
    }
}
