package dev.talaria.engine.approval;

import dev.talaria.api.approval.ApprovalMode;
import dev.talaria.api.approval.ApprovalRule;
import dev.talaria.api.approval.Decision;
import dev.talaria.api.approval.Decision.Verdict;
import dev.talaria.api.approval.Effect;
import dev.talaria.api.approval.EffectClass;
import dev.talaria.api.approval.EffectKind;
import dev.talaria.api.approval.Resource;
import dev.talaria.api.sandbox.Isolation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The one gate. In this order: the floor, which nobody can lift; the operator's {@code deny}; the table; and where the
 * table would ask, the operator's {@code allow} and remembered answers. The strictest effect decides for the call.
 */
public final class Gate {
    private final Classifier classifier;
    private final Remembered remembered;
    private volatile GateSettings settings = GateSettings.defaults();

    public Gate(Floor floor, SecretPaths secrets, Remembered remembered) {
        this.classifier = new Classifier(floor, secrets);
        this.remembered = remembered;
    }

    /** Counts from the next call on. */
    public void configure(GateSettings value) {
        settings = value;
    }

    public GateSettings settings() {
        return settings;
    }

    /** What is said of the call, and what it was judged by. */
    public Judgement judge(GateRequest request) {
        GateSettings now = settings;
        Place place = place(request);
        ApprovalMode mode = request.mode().orElse(now.mode());
        List<JudgedEffect> judged = new ArrayList<>();
        StringBuilder meaning = new StringBuilder();
        Decision worst = new Decision(Verdict.ALLOW, EffectClass.READ, Decision.TABLE, "");
        if (!now.unusable().isEmpty() && !request.effects().list().isEmpty()) {
            return new Judgement(unusable(now), judged, "");
        }
        for (Effect effect : request.effects().list()) {
            Optional<JudgedEffect> one = JudgedEffect.of(effect);
            if (one.isEmpty()) {
                return new Judgement(Reasons.noPath(effect), judged, "");
            }
            judged.add(one.get());
            Decision decision = judge(one.get(), place, mode, now);
            meaning.append(decision.effectClass().word())
                    .append(' ')
                    .append(one.get().real())
                    .append('\n');
            worst = stricter(worst, decision);
        }
        worst = stricter(worst, deniedAsWhole(request, now));
        if (worst.verdict() == Verdict.ASK) {
            worst = unlessAllowed(request, new Judgement(worst, judged, meaning.toString()), place, mode, now);
        }
        return new Judgement(worst, judged, meaning.toString());
    }

    /** The class of each effect, for people who want to know. */
    public List<EffectClass> classes(GateRequest request) {
        return request.effects().list().stream()
                .map(effect -> JudgedEffect.of(effect)
                        .map(judged -> classifier.classify(judged, place(request)))
                        .orElse(EffectClass.UNPARSABLE))
                .toList();
    }

    /** Whether a tool may read the file without anybody's yes. */
    public boolean readsUnasked(String sandbox, String path) {
        return reading(sandbox, path) == EffectClass.READ;
    }

    /** What reading one file is. */
    EffectClass reading(String sandbox, String path) {
        return JudgedEffect.of(new Effect(EffectKind.READ, Resource.file(sandbox, path)))
                .map(judged -> classifier.classify(judged, Place.of(sandbox, "/", Isolation.NONE)))
                .orElse(EffectClass.FLOOR);
    }

    private static Place place(GateRequest request) {
        return Place.of(request.call().sandboxId(), request.call().workspace(), request.isolation());
    }

    private Decision judge(JudgedEffect judged, Place place, ApprovalMode mode, GateSettings now) {
        EffectClass found = classifier.classify(judged, place);
        if (found == EffectClass.FLOOR) {
            return new Decision(Verdict.DENY, found, Decision.FLOOR, Reasons.of(judged.effect(), found));
        }
        for (OperatorRule rule : now.deny()) {
            if (rule.matches(judged.effect())) {
                return denied(rule, found);
            }
        }
        Verdict verdict =
                PolicyTable.allowedInIsolation(found, place.isolation().network()) && place.isolates(judged)
                        ? Verdict.ALLOW
                        : PolicyTable.verdict(found, mode);
        String reason = verdict == Verdict.ALLOW ? "" : Reasons.of(judged.effect(), found);
        return new Decision(verdict, found, Decision.TABLE, reason);
    }

    private static Decision deniedAsWhole(GateRequest request, GateSettings now) {
        return now.deny().stream()
                .filter(rule -> rule.matches(request.call()))
                .findFirst()
                .map(rule -> denied(rule, EffectClass.READ))
                .orElse(new Decision(Verdict.ALLOW, EffectClass.READ, Decision.TABLE, ""));
    }

    private static Decision denied(OperatorRule rule, EffectClass found) {
        return new Decision(
                Verdict.DENY,
                found,
                "deny " + rule.text(),
                "the operator's rule 'deny " + rule.text() + "' forbids it");
    }

    /** Every effect that would be asked must be allowed by a rule, or the very call by an earlier answer. */
    private Decision unlessAllowed(
            GateRequest request, Judgement judgement, Place place, ApprovalMode mode, GateSettings now) {
        Decision asked = judgement.decision();
        Optional<OperatorRule> whole = now.allow().stream()
                .filter(rule -> rule.matches(request.call()))
                .findFirst();
        boolean each = !now.allow().isEmpty()
                && judgement.judged().stream()
                        .filter(effect -> judge(effect, place, mode, now).verdict() == Verdict.ASK)
                        .allMatch(effect -> now.allow().stream().anyMatch(rule -> rule.matches(effect.effect())));
        if (whole.isPresent() || each) {
            String rule = whole.map(OperatorRule::text).orElse("for each effect");
            return new Decision(Verdict.ALLOW, asked.effectClass(), "allow " + rule, asked.reason());
        }
        Optional<ApprovalRule> answer = remembered.find(request, judgement.meaning());
        return answer.map(rule -> new Decision(
                        Verdict.ALLOW, asked.effectClass(), rule.scope() + " " + rule.id(), asked.reason()))
                .orElse(asked);
    }

    private static Decision unusable(GateSettings now) {
        return new Decision(
                Verdict.DENY,
                EffectClass.UNPARSABLE,
                "deny",
                "the operator's rule 'deny " + now.unusable().get(0) + "' in etc/dev.talaria.approval.cfg cannot be"
                        + " understood, and until it is mended nothing with an effect runs");
    }

    private static Decision stricter(Decision one, Decision other) {
        int byVerdict = one.verdict().compareTo(other.verdict());
        int byClass = one.effectClass().compareTo(other.effectClass());
        return byVerdict > 0 || byVerdict == 0 && byClass >= 0 ? one : other;
    }
}
