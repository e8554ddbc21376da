package dev.talaria.testkit.modal;

import dev.talaria.sandbox.modal.wire.ClientWire.ClientType;
import dev.talaria.sandbox.modal.wire.ClientWire.RPCRetryPolicy;
import dev.talaria.sandbox.modal.wire.ClientWire.RPCStatus;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Lets calls in that say who they are, makes them fail that shall, and answers a repeated call as the first time. */
final class Gate implements ServerInterceptor {
    private static final String ROUTER = "modal.task_command_router";
    private static final Metadata.Key<byte[]> DETAILS =
            Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

    private final Faults faults;
    private final Tokens authTokens;
    private final Tokens routerTokens;
    private final Map<String, Object> answers = new ConcurrentHashMap<>();
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();

    Gate(Faults faults, Tokens authTokens, Tokens routerTokens) {
        this.faults = faults;
        this.authTokens = authTokens;
        this.routerTokens = routerTokens;
    }

    int count(String call) {
        return counts.getOrDefault(call, 0);
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        String name = call.getMethodDescriptor().getBareMethodName();
        counts.merge(name, 1, Integer::sum);
        Optional<Faults.Failure> failure = faults.failure(name);
        if (failure.isPresent()) {
            return refuse(call, failure.get().status(), failure.get().retryAfterSeconds());
        }
        String service = call.getMethodDescriptor().getServiceName();
        String refusal = service != null && service.startsWith(ROUTER) ? router(headers) : client(name, headers);
        if (!refusal.isEmpty()) {
            return refuse(call, Status.UNAUTHENTICATED.withDescription(refusal), 0);
        }
        String key = text(headers, "x-idempotency-key");
        return key.isEmpty() ? next.startCall(call, headers) : once(name + " " + key, call, headers, next);
    }

    private static String text(Metadata headers, String name) {
        String value = headers.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
        return value == null ? "" : value;
    }

    /** @return why it is not let in; empty if it is */
    private String router(Metadata headers) {
        String said = text(headers, "authorization");
        return said.startsWith("Bearer ")
                        && routerTokens.subject(said.substring(7)).isPresent()
                ? ""
                : "invalid or expired token";
    }

    private String client(String name, Metadata headers) {
        String id = text(headers, "x-modal-token-id");
        String secret = text(headers, "x-modal-token-secret");
        if (id.isEmpty() || secret.isEmpty()) {
            return "Token missing. Could not authenticate client.";
        }
        if (!id.equals(FakeModal.TOKEN_ID) || !secret.equals(FakeModal.TOKEN_SECRET)) {
            return "Token ID or secret is invalid.";
        }
        boolean python = text(headers, "x-modal-client-type").equals("" + ClientType.CLIENT_TYPE_CLIENT_VALUE);
        boolean free = python || name.equals("AuthTokenGet");
        return free || authTokens.subject(text(headers, "x-modal-auth-token")).isPresent()
                ? ""
                : "The auth token is missing or has expired.";
    }

    private static <Q, A> ServerCall.Listener<Q> refuse(ServerCall<Q, A> call, Status status, float retryAfterSeconds) {
        Metadata trailers = new Metadata();
        if (retryAfterSeconds > 0) {
            var policy = RPCRetryPolicy.newBuilder()
                    .setRetryAfterSecs(retryAfterSeconds)
                    .build();
            trailers.put(
                    DETAILS,
                    RPCStatus.newBuilder()
                            .setCode(status.getCode().value())
                            .addDetails(com.google.protobuf.Any.newBuilder()
                                    .setTypeUrl("type.modal.com/modal.client.RPCRetryPolicy")
                                    .setValue(policy.toByteString()))
                            .build()
                            .toByteArray());
        }
        call.close(status, trailers);
        return new ServerCall.Listener<>() {};
    }

    @SuppressWarnings("unchecked")
    private <Q, A> ServerCall.Listener<Q> once(
            String key, ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        A known = (A) answers.get(key);
        if (known != null) {
            call.sendHeaders(new Metadata());
            call.sendMessage(known);
            call.close(Status.OK, new Metadata());
            return new ServerCall.Listener<>() {};
        }
        boolean loses = faults.losesAnswer(call.getMethodDescriptor().getBareMethodName());
        return next.startCall(
                new SimpleForwardingServerCall<>(call) {
                    @Override
                    public void sendMessage(A message) {
                        answers.put(key, message);
                        if (!loses) {
                            super.sendMessage(message);
                        }
                    }

                    @Override
                    public void close(Status status, Metadata trailers) {
                        super.close(
                                loses ? Status.UNAVAILABLE.withDescription("the answer got lost") : status, trailers);
                    }
                },
                headers);
    }
}
