package dev.talaria.testkit.tool;

import dev.talaria.api.base.Cancellation;
import dev.talaria.api.base.CancellationSource;
import dev.talaria.api.base.Principal;
import dev.talaria.api.base.Progress;
import dev.talaria.api.base.SessionId;
import dev.talaria.api.interact.Answer;
import dev.talaria.api.interact.Interaction;
import dev.talaria.api.interact.Question;
import dev.talaria.api.sandbox.SandboxLease;
import dev.talaria.api.tool.ToolContext;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A context that keeps what the tool showed. Nobody is there to answer, unless the builder says what is answered. */
public final class FakeToolContext implements ToolContext {
    private final Builder given;
    private final StringBuffer shown = new StringBuffer();
    private volatile String directory = "";

    private FakeToolContext(Builder given) {
        this.given = given;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** An empty {@link FakeSandboxLease}, never cancelled. */
    public static FakeToolContext plain() {
        return builder().build();
    }

    /** All that went to {@link #progress()} so far. */
    public String shown() {
        return shown.toString();
    }

    @Override
    public Principal principal() {
        return given.principal;
    }

    @Override
    public SessionId session() {
        return given.session;
    }

    @Override
    public SandboxLease sandbox() {
        return given.sandbox;
    }

    /** Where the tool moved the session; empty if it did not. */
    public String directory() {
        return directory;
    }

    @Override
    public void moveTo(String value) {
        directory = value;
    }

    @Override
    public Cancellation cancellation() {
        return given.cancellation;
    }

    @Override
    public Progress progress() {
        return shown::append;
    }

    @Override
    public Interaction interaction() {
        return new Interaction() {
            @Override
            public boolean attended() {
                return given.answers != null;
            }

            @Override
            public Answer ask(Question question) {
                return given.answers == null ? Answer.none(Answer.Outcome.UNATTENDED) : given.answers.apply(question);
            }
        };
    }

    /** Every part has a default. A builder makes one context. */
    public static final class Builder {
        private Principal principal = new Principal("test:anna", "Anna");
        private SessionId session = new SessionId("test-session");
        private SandboxLease sandbox = new FakeSandboxLease("fake");
        private Cancellation cancellation = new CancellationSource();
        private @Nullable Function<Question, Answer> answers;

        private Builder() {}

        public Builder principal(Principal value) {
            principal = value;
            return this;
        }

        public Builder session(SessionId value) {
            session = value;
            return this;
        }

        public Builder sandbox(SandboxLease value) {
            sandbox = value;
            return this;
        }

        public Builder cancellation(Cancellation value) {
            cancellation = value;
            return this;
        }

        /** Somebody is there, and answers so. */
        public Builder answering(Function<Question, Answer> value) {
            answers = value;
            return this;
        }

        public FakeToolContext build() {
            return new FakeToolContext(this);
        }
    }
}
