package dev.talaria.testkit.model;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.model.ChatListener;
import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.ChatResponse;
import dev.talaria.api.model.ChatResponse.FinishReason;
import dev.talaria.api.model.Content;
import dev.talaria.api.model.Message;
import dev.talaria.api.model.ModelEndpoint;
import dev.talaria.api.model.ModelException;
import dev.talaria.api.model.ModelInfo;
import dev.talaria.api.model.Role;
import dev.talaria.api.model.Usage;
import dev.talaria.spi.model.ChatModel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A chat model that says what a test told it to, without any wire. Replies are used up in order; after them
 * {@link #answering} speaks. Thread-safe.
 *
 * <pre>{@code
 * var model = new FakeChatModel().replyTools(FakeChatModel.use("1", "clock", "{}")).reply("It is noon.");
 * }</pre>
 */
public final class FakeChatModel implements ChatModel {
    private static final String MODEL = "fake-1";
    private static final Usage USAGE = new Usage(10, 0, 5);
    private static final long BLOCKED_DEADLINE_SECONDS = 10;

    private final ModelEndpoint endpoint;
    private final Deque<Step> steps = new ArrayDeque<>();
    private final List<ChatRequest> requests = new ArrayList<>();
    private final Semaphore blocked = new Semaphore(0);
    private List<ModelInfo> listed = List.of(ModelInfo.of(MODEL));
    private @Nullable Step fallback;

    public FakeChatModel() {
        this("fake", ModelEndpoint.Origin.CONFIGURED);
    }

    public FakeChatModel(String name, ModelEndpoint.Origin origin) {
        this.endpoint = new ModelEndpoint(name, origin, "in-process", "");
    }

    public static Content.ToolUse use(String id, String name, String rawArguments) {
        return new Content.ToolUse(id, name, rawArguments);
    }

    /** The next call answers with this text. */
    public FakeChatModel reply(String text) {
        return reply(response(List.of(new Content.Text(text)), FinishReason.STOP));
    }

    /** The next call asks for these tools. */
    public FakeChatModel replyTools(Content.ToolUse... uses) {
        return reply(response(List.of(uses), FinishReason.TOOL_USE));
    }

    public FakeChatModel reply(ChatResponse response) {
        return reply(request -> response);
    }

    public FakeChatModel fail(ModelException failure) {
        return reply(request -> {
            throw failure;
        });
    }

    /** The next call answers what the function says; it may throw. */
    public FakeChatModel reply(Function<ChatRequest, ChatResponse> answer) {
        return then((request, listener, cancellation) -> speak(answer.apply(request), listener));
    }

    /** Answers every call that finds no scripted reply. */
    public synchronized FakeChatModel answering(Function<ChatRequest, ChatResponse> answer) {
        fallback = (request, listener, cancellation) -> speak(answer.apply(request), listener);
        return this;
    }

    /** What the endpoint lists from now on. */
    public synchronized FakeChatModel listing(ModelInfo... models) {
        listed = List.of(models);
        return this;
    }

    /** The next call waits until it is cancelled. */
    public FakeChatModel blocking() {
        return then((request, listener, cancellation) -> block(cancellation));
    }

    /** Waits until one more call has begun to block. */
    public void awaitBlocked() {
        try {
            if (!blocked.tryAcquire(BLOCKED_DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("no call of the fake model blocked within " + BLOCKED_DEADLINE_SECONDS
                        + " s; it heard " + requests().size() + " requests");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for a call to block", e);
        }
    }

    /** What was asked, in order. */
    public synchronized List<ChatRequest> requests() {
        return List.copyOf(requests);
    }

    /** A reply with these parts, for {@link #reply(ChatResponse)}. */
    public static ChatResponse response(List<? extends Content> content, FinishReason finish) {
        return new ChatResponse(new Message(Role.ASSISTANT, List.copyOf(content)), finish, USAGE, MODEL);
    }

    @Override
    public ModelEndpoint endpoint() {
        return endpoint;
    }

    @Override
    public synchronized List<ModelInfo> models(Cancellation cancellation) {
        return listed;
    }

    @Override
    public ChatResponse chat(ChatRequest request, ChatListener listener, Cancellation cancellation) {
        cancellation.throwIfCancelled();
        return next(request).run(request, listener, cancellation);
    }

    private synchronized FakeChatModel then(Step step) {
        steps.add(step);
        return this;
    }

    private synchronized Step next(ChatRequest request) {
        requests.add(request);
        Step step = steps.isEmpty() ? fallback : steps.poll();
        if (step == null) {
            throw new AssertionError("the fake model has no reply left for request " + requests.size()
                    + "; script another, or say answering(…)");
        }
        return step;
    }

    private ChatResponse speak(ChatResponse response, ChatListener listener) {
        for (Content part : response.message().content()) {
            if (part instanceof Content.Text text) {
                listener.onText(text.text());
            } else if (part instanceof Content.Reasoning reasoning) {
                listener.onReasoning(reasoning.text());
            }
        }
        return response;
    }

    private ChatResponse block(Cancellation cancellation) {
        CountDownLatch cancelled = new CountDownLatch(1);
        try (var registration = cancellation.onCancel(cancelled::countDown)) {
            blocked.release();
            if (!cancelled.await(BLOCKED_DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError(
                        "a call that waits to be cancelled was not within " + BLOCKED_DEADLINE_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new CancellationException(cancellation.reason());
    }

    /** One scripted answer. */
    private interface Step {
        ChatResponse run(ChatRequest request, ChatListener listener, Cancellation cancellation);
    }
}
