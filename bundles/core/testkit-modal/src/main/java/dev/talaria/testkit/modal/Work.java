package dev.talaria.testkit.modal;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.Callable;

/** Answers a call with what some work gives, or with its failure. */
final class Work {
    private Work() {}

    static <A> void answer(StreamObserver<A> observer, Callable<A> work) {
        A answer;
        try {
            answer = work.call();
        } catch (StatusRuntimeException e) {
            observer.onError(e);
            return;
        } catch (Exception e) {
            observer.onError(Status.INTERNAL.withDescription(e.toString()).asRuntimeException());
            return;
        }
        observer.onNext(answer);
        observer.onCompleted();
    }

    static StatusRuntimeException invalid(String what) {
        return Status.INVALID_ARGUMENT.withDescription(what).asRuntimeException();
    }
}
