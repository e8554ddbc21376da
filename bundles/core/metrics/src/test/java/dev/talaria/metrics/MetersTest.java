package dev.talaria.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.talaria.api.agent.TurnInfo;
import dev.talaria.api.agent.TurnLoad;
import dev.talaria.api.agent.TurnRequest.Source;
import dev.talaria.api.agent.TurnResult;
import dev.talaria.api.base.Principal;
import dev.talaria.api.base.SessionId;
import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.ChatResponse;
import dev.talaria.api.model.ChatResponse.FinishReason;
import dev.talaria.api.model.Cost;
import dev.talaria.api.model.EndpointStatus;
import dev.talaria.api.model.Message;
import dev.talaria.api.model.ModelEndpoint;
import dev.talaria.api.model.ModelEndpoint.Origin;
import dev.talaria.api.model.ModelRef;
import dev.talaria.api.model.Models;
import dev.talaria.api.model.Usage;
import dev.talaria.api.session.SessionMemory;
import dev.talaria.api.tool.ToolCall;
import dev.talaria.api.tool.ToolResult;
import dev.talaria.spi.model.ChatModel;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Everything is read back from an MBean server, as a monitor would. */
class MetersTest {
    private static final ModelEndpoint LAB = new ModelEndpoint("lab", Origin.CONFIGURED, "http://lab/v1", "");
    private static final TurnInfo TURN = new TurnInfo(
            new SessionId("s1"), "t1", Principal.osUser(), Source.INTERACTIVE, new ModelRef(LAB, "m"), "/work");

    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final Meters meters = new Meters(server);
    private final TurnMeter turns = new TurnMeter(meters);
    private EndpointStatus status = new EndpointStatus(0, 0, Optional.empty(), "");
    private int waitingTurns;

    @AfterEach
    void close() {
        meters.close();
        assertThat(server.queryNames(null, null))
                .noneMatch(name -> name.getDomain().equals("dev.talaria"));
    }

    @Test
    void turnsAreCountedAndTimedByStatus() throws JMException {
        turns.afterTurn(TURN, result(TurnResult.Status.COMPLETED), Duration.ofSeconds(2));
        turns.afterTurn(TURN, result(TurnResult.Status.COMPLETED), Duration.ofSeconds(4));
        turns.afterTurn(TURN, result(TurnResult.Status.OVER_BUDGET), Duration.ofSeconds(1));
        assertThat(value("turns.status.completed", "timers", "Count")).isEqualTo(2L);
        assertThat((Double) value("turns.status.completed", "timers", "Mean")).isBetween(2_900.0, 3_100.0);
        assertThat(value("turns.status.over_budget", "timers", "Count")).isEqualTo(1L);
    }

    @Test
    void toolCallsAreCountedByToolAndStatusAndNotChanged() throws JMException {
        ToolCall call = new ToolCall("c", "read_file", Map.of(), "{}", "/work", "/work", "local");
        ToolResult answer = ToolResult.ok("x");
        assertThat(turns.afterTool(call, answer, TURN)).isSameAs(answer);
        turns.afterTool(call, ToolResult.error("no"), TURN);
        turns.afterTool(call, ToolResult.error("no"), TURN);
        assertThat(value("toolCalls.status.ok.tool.read_file", "meters", "Count"))
                .isEqualTo(1L);
        assertThat(value("toolCalls.status.error.tool.read_file", "meters", "Count"))
                .isEqualTo(2L);
    }

    @Test
    void tokensAndCostAddUp() throws JMException {
        for (int i = 0; i < 2; i++) {
            turns.afterModel(
                    new ChatRequest("m", "", List.of(), List.of(Message.user("x")), ChatRequest.ToolChoice.AUTO),
                    new ChatResponse(Message.assistant("y"), FinishReason.STOP, usage(), "m")
                            .withCost(new Cost(new BigDecimal("0.0125"), "test", LocalDate.EPOCH)),
                    TURN);
        }
        assertThat(value("modelTokens.direction.input", "meters", "Count")).isEqualTo(200L);
        assertThat(value("modelTokens.direction.output", "meters", "Count")).isEqualTo(14L);
        assertThat(value("modelCostUsd", "gauges", "Value")).isEqualTo(0.025);
    }

    @Test
    void commitsAreTimed() throws JMException {
        turns.committed(Duration.ofMillis(3));
        assertThat(value("storeCommit", "timers", "Count")).isEqualTo(1L);
        assertThat((Double) value("storeCommit", "timers", "Max")).isBetween(2.9, 3.1);
    }

    @Test
    void queuesAndEndpointsAreReadWhenAsked() throws JMException {
        ChatModel endpoint = proxy(ChatModel.class, (p, method, arguments) -> switch (method.getName()) {
            case "endpoint" -> LAB;
            case "hashCode" -> 1;
            default -> p == arguments[0];
        });
        Models models = proxy(
                Models.class, (p, method, arguments) -> method.getName().equals("endpoints") ? List.of(LAB) : status);
        TurnLoad load =
                proxy(TurnLoad.class, (p, method, arguments) -> method.getName().equals("waiting") ? waitingTurns : 1);
        SessionMemory sessions = proxy(
                SessionMemory.class,
                (p, method, arguments) -> method.getName().equals("cachedSessions") ? (Object) 4 : (Object) 5_000L);
        LoadMeter meter = new LoadMeter(meters, load, models, sessions);
        meter.bindEndpoint(endpoint);
        assertThat(value("turnsWaiting", "gauges", "Value")).isEqualTo(0.0);
        waitingTurns = 3;
        status = new EndpointStatus(2, 5, Optional.empty(), "", 40, 7);
        assertThat(value("turnsWaiting", "gauges", "Value")).isEqualTo(3.0);
        assertThat(value("turnsRunning", "gauges", "Value")).isEqualTo(1.0);
        assertThat(value("sessionsCached", "gauges", "Value")).isEqualTo(4.0);
        assertThat(value("sessionsCachedBytes", "gauges", "Value")).isEqualTo(5_000.0);
        assertThat(value("modelRequestsRunning", "gauges", "Value")).isEqualTo(2.0);
        assertThat(value("modelRequestsWaiting", "gauges", "Value")).isEqualTo(5.0);
        assertThat(value("modelRequests.endpoint.lab.outcome.answered", "meters", "Count"))
                .isEqualTo(40L);
        assertThat(value("modelRequests.endpoint.lab.outcome.failed", "meters", "Count"))
                .isEqualTo(7L);
        meter.unbindEndpoint(endpoint);
        assertThat(server.queryNames(new ObjectName("dev.talaria:name=modelRequests.*,*"), null))
                .isEmpty();
        meter.close();
    }

    private Object value(String name, String type, String attribute) throws JMException {
        return server.getAttribute(new ObjectName("dev.talaria:name=" + name + ",type=" + type), attribute);
    }

    private static TurnResult result(TurnResult.Status status) {
        return new TurnResult(TURN.session(), status, "", "", Usage.NONE, 1);
    }

    private static Usage usage() {
        return new Usage(100, 20, 7);
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(MetersTest.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
