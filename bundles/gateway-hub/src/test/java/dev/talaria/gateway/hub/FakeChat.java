package dev.talaria.gateway.hub;

import dev.talaria.api.base.Address;
import dev.talaria.api.base.Principal;
import dev.talaria.api.command.CommandSpec;
import dev.talaria.api.command.Conversation;
import dev.talaria.api.command.SlashCommands;
import dev.talaria.api.command.Suggestion;
import dev.talaria.api.gateway.Deliveries;
import dev.talaria.api.gateway.Inbound;
import dev.talaria.api.gateway.InboundMessage;
import dev.talaria.api.interact.Interactions;
import dev.talaria.api.interact.PendingQuestion;
import dev.talaria.api.store.OutboxState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** What a hub is told and says: commands, questions, what is sent and accepted. */
final class FakeChat implements SlashCommands, Deliveries, Interactions, Inbound {
    final List<String> sent = new ArrayList<>();
    final List<InboundMessage> accepted = new ArrayList<>();
    final List<PendingQuestion> pending = new ArrayList<>();
    final List<String> answers = new ArrayList<>();
    private final Map<String, BiFunction<String, Conversation, String>> commands = new LinkedHashMap<>();
    private final Set<String> keys = new HashSet<>();

    FakeChat with(String command, BiFunction<String, Conversation, String> work) {
        commands.put(command, work);
        return this;
    }

    @Override
    public boolean isCommand(String message) {
        return message.matches("/[A-Za-z][A-Za-z0-9-]*(\\s.*)?");
    }

    @Override
    public String run(String message, Conversation conversation) {
        String name = message.substring(1).split("\\s", 2)[0];
        return commands.getOrDefault(name, (text, where) -> "There is no /" + name + ".")
                .apply(message, conversation);
    }

    @Override
    public boolean send(String key, Address address, String text) {
        return keys.add(key) && sent.add(address.lane() + " " + text);
    }

    @Override
    public Acceptance accept(InboundMessage message) {
        accepted.add(message);
        return Acceptance.ACCEPTED;
    }

    @Override
    public List<PendingQuestion> pending() {
        return List.copyOf(pending);
    }

    @Override
    public boolean answer(String questionId, Principal by, String choiceId) {
        answers.add(by.id() + " " + choiceId);
        return pending.removeIf(question -> question.id().equals(questionId));
    }

    @Override
    public List<CommandSpec> list() {
        return List.of();
    }

    @Override
    public List<Suggestion> complete(String message, Conversation conversation) {
        return List.of();
    }

    @Override
    public List<Delivery> list(@Nullable OutboxState state, int limit) {
        return List.of();
    }

    @Override
    public Optional<Delivery> find(String key) {
        return Optional.empty();
    }

    @Override
    public Map<OutboxState, Long> counts() {
        return Map.of();
    }

    @Override
    public boolean retry(String key) {
        return false;
    }

    @Override
    public boolean drop(String key, String why) {
        return false;
    }
}
