package dev.talaria.commands;

import dev.talaria.api.agent.AgentListener;
import dev.talaria.api.agent.Agents;
import dev.talaria.api.agent.TurnLoad;
import dev.talaria.api.agent.TurnRequest;
import dev.talaria.api.agent.TurnResult;
import dev.talaria.api.approval.ApprovalMode;
import dev.talaria.api.approval.ApprovalRule;
import dev.talaria.api.approval.Approvals;
import dev.talaria.api.base.Principal;
import dev.talaria.api.base.SessionId;
import dev.talaria.api.base.SessionKey;
import dev.talaria.api.checkpoint.Checkpoint;
import dev.talaria.api.checkpoint.Checkpoints;
import dev.talaria.api.context.ContextUsage;
import dev.talaria.api.context.Contexts;
import dev.talaria.api.interact.Interactions;
import dev.talaria.api.interact.PendingQuestion;
import dev.talaria.api.session.SessionEntry;
import dev.talaria.api.session.SessionSearch;
import dev.talaria.api.session.SessionSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rest of the engine, as a test says; remembers what it was asked for, one line each. */
final class FakeEngine implements Agents, TurnLoad, Contexts, Approvals, Interactions, Checkpoints, SessionSearch {
    final List<String> asked = new ArrayList<>();
    final List<PendingQuestion> questions = new ArrayList<>();
    final List<ApprovalRule> rules = new ArrayList<>();
    final List<Checkpoint> checkpoints = new ArrayList<>();
    final List<FoundSession> found = new ArrayList<>();
    ContextUsage before = new ContextUsage(0, 0, 0, 0, 0);
    ContextUsage after = before;
    Runnable whileCompacting = () -> {};
    String difference = "";
    boolean runs;
    boolean inTime = true;

    @Override
    public TurnResult run(TurnRequest request, AgentListener listener) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean steer(SessionKey session, Principal by, String text) {
        asked.add("steer " + session + " " + text);
        return runs;
    }

    @Override
    public boolean interrupt(SessionKey session, String reason) {
        asked.add("interrupt " + session);
        return runs;
    }

    @Override
    public int running() {
        return 1;
    }

    @Override
    public int waiting() {
        return 2;
    }

    @Override
    public ContextUsage usage(SessionKey session) {
        return before;
    }

    @Override
    public ContextUsage compact(SessionKey session, String focus) {
        asked.add("compact " + session + " " + focus);
        whileCompacting.run();
        return after;
    }

    @Override
    public List<ApprovalRule> rules() {
        return List.copyOf(rules);
    }

    @Override
    public boolean revoke(String id) {
        return rules.removeIf(rule -> rule.id().equals(id));
    }

    @Override
    public Explanation explain(String command, String cwd) {
        return new Explanation(List.of(), List.of(), ApprovalMode.ASK);
    }

    @Override
    public List<PendingQuestion> pending() {
        return List.copyOf(questions);
    }

    @Override
    public boolean answer(String questionId, Principal by, String choiceId) {
        asked.add("answer " + questionId + " " + choiceId + " by " + by.id());
        return inTime;
    }

    @Override
    public List<Checkpoint> list(Optional<String> workspace) {
        return checkpoints.stream()
                .filter(one -> workspace.isEmpty() || workspace.get().equals(one.workspace()))
                .toList();
    }

    @Override
    public String diff(String id) {
        asked.add("diff " + id);
        return difference;
    }

    @Override
    public Restored restore(String id, Optional<String> path) {
        asked.add("restore " + id + " " + path.orElse("everything"));
        return new Restored(
                new Checkpoint("before-it", "/work", Instant.EPOCH, "restore"), List.of("a.txt", "b_c.txt"));
    }

    @Override
    public List<FoundSession> find(Query query) {
        asked.add("find " + query.text());
        return List.copyOf(found);
    }

    @Override
    public List<SessionEntry> around(SessionId session, long sequence, int window) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Reading read(SessionId session) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<SessionSummary> browse(Optional<SessionId> asking, int limit) {
        throw new UnsupportedOperationException();
    }
}
