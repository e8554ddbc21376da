package dev.talaria.benchmarks;

import dev.talaria.provider.support.EventStream;
import dev.talaria.provider.support.Limits;
import dev.talaria.provider.support.WireJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * A reply from memory through what both providers share: its lines, and the JSON of each. Microseconds per reply, which
 * are bytes by megabytes per second; the set-up prints how many bytes.
 */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class StreamBenchmark {
    private static final Request REQUEST =
            new Request.Builder().url("http://127.0.0.1/").build();

    @Param({"OPENAI", "ANTHROPIC"})
    public String wire = "";

    /** Text of 2,000 deltas, or a tool call of 20. */
    @Param({"text", "call"})
    public String reply = "";

    private byte[] bytes = {};

    @Setup
    public void prepare() {
        ModelWire protocol = ModelWire.valueOf(wire);
        List<byte[]> events = reply.equals("text") ? protocol.text(2_000) : protocol.toolCall(20);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        events.forEach(all::writeBytes);
        bytes = all.toByteArray();
        System.out.println("bytes of the reply: " + bytes.length);
    }

    @Benchmark
    public void lines(Blackhole taken) throws IOException {
        EventStream.read(response(), Limits.DEFAULT, (type, data) -> {
            taken.consume(data);
            return true;
        });
    }

    @Benchmark
    public void linesAndJson(Blackhole taken) throws IOException {
        EventStream.read(response(), Limits.DEFAULT, (type, data) -> {
            taken.consume(data.equals("[DONE]") ? data : WireJson.parse(data));
            return true;
        });
    }

    private Response response() {
        ResponseBody body =
                ResponseBody.create(new Buffer().write(bytes), MediaType.get("text/event-stream"), bytes.length);
        return new Response.Builder()
                .request(REQUEST)
                .protocol(Protocol.HTTP_1_1)
                .code(200)
                .message("OK")
                .body(body)
                .build();
    }
}
