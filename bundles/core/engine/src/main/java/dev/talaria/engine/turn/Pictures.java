package dev.talaria.engine.turn;

import dev.talaria.api.agent.AgentEvent;
import dev.talaria.api.model.ChatListener;
import dev.talaria.api.model.ChatRequest;
import dev.talaria.api.model.ChatRequest.ToolChoice;
import dev.talaria.api.model.Content;
import dev.talaria.api.model.Message;
import dev.talaria.api.model.ModelException;
import dev.talaria.api.model.ModelRef;
import dev.talaria.api.model.Models;
import dev.talaria.api.model.Purpose;
import dev.talaria.api.model.Purpose.Task;
import dev.talaria.api.model.Role;
import dev.talaria.api.store.Batch;
import dev.talaria.api.store.Conflict;
import dev.talaria.engine.context.Fence;
import dev.talaria.spi.store.Store;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Gives a model that looks at no pictures their descriptions instead: those of the model for {@link Task#VISION}, each
 * asked for once and kept, so that the conversation stays the same. Without such a model it is told that a picture is
 * there.
 */
final class Pictures {
    private static final String RECORD = "picture.description";
    private static final String QUESTION =
            "Describe this picture for somebody who cannot see it: what it shows, and every text in it word by word.";

    private final Models models;
    private final Store store;
    /** What was refused, as model and hash; kept in memory, as an endpoint may learn it. */
    private final Set<String> refused = ConcurrentHashMap.newKeySet();

    Pictures(Models models, Store store) {
        this.models = models;
        this.store = store;
    }

    /** The model would not look at the pictures of this request. */
    void refusedBy(ModelRef model, ChatRequest request) {
        request.messages().stream()
                .flatMap(message -> message.content().stream())
                .filter(part -> part instanceof Content.Image)
                .forEach(part -> refused.add(key(model, (Content.Image) part)));
    }

    private static String key(ModelRef model, Content.Image image) {
        return model + " " + image.data().hash();
    }

    /** The request as the turn's model can take it. */
    ChatRequest forModel(TurnState turn, ChatRequest request, Purpose purpose) {
        if (request.messages().stream().noneMatch(Pictures::hasPicture)) {
            return request;
        }
        boolean looks =
                models.facts(turn.model, turn.cancellation).info().takesImages().orElse(true);
        List<Message> messages = new ArrayList<>();
        for (Message message : request.messages()) {
            messages.add(hasPicture(message) ? seen(turn, message, looks, purpose) : message);
        }
        return request.withMessages(messages);
    }

    private static boolean hasPicture(Message message) {
        return message.role() == Role.USER
                && message.content().stream().anyMatch(part -> part instanceof Content.Image);
    }

    private Message seen(TurnState turn, Message message, boolean looks, Purpose purpose) {
        List<Content> content = new ArrayList<>();
        for (Content part : message.content()) {
            boolean described =
                    part instanceof Content.Image image && (!looks || refused.contains(key(turn.model, image)));
            content.add(described ? new Content.Text(description(turn, (Content.Image) part, purpose)) : part);
        }
        return new Message(Role.USER, content);
    }

    private String description(TurnState turn, Content.Image image, Purpose purpose) {
        var known = store.record(RECORD, image.data().hash());
        if (known.isPresent()) {
            return new String(known.get().bytes(), StandardCharsets.UTF_8);
        }
        ModelRef viewer = models.forTask(Task.VISION, turn.model, turn.cancellation);
        if (viewer.equals(turn.model)) {
            turn.events.on(new AgentEvent.Notice(
                    turn.model + " does not look at the picture. Choose a model that does with --model,"
                            + " or set taskModels = vision=ENDPOINT/MODEL in etc/dev.talaria.models.cfg."));
            return "[A picture (" + image.mediaType() + ") that you cannot see.]";
        }
        try {
            return keep(image, ask(turn, viewer, image, purpose));
        } catch (ModelException e) {
            turn.events.on(new AgentEvent.Notice("The picture is not described: " + e.getMessage()));
            return "[A picture (" + image.mediaType() + ") that could not be described now.]";
        }
    }

    private String ask(TurnState turn, ModelRef viewer, Content.Image image, Purpose purpose) {
        Message question = new Message(Role.USER, List.of(image, new Content.Text(QUESTION)));
        String said = models.chat(
                        viewer,
                        new ChatRequest(viewer.model(), "", List.of(), List.of(question), ToolChoice.NONE),
                        purpose.withTask(Task.VISION),
                        ChatListener.SILENT,
                        turn.cancellation)
                .message()
                .text();
        return "A picture (" + image.mediaType() + "), as " + viewer + " describes it:\n"
                + Fence.around("picture", said);
    }

    private String keep(Content.Image image, String description) {
        try {
            store.commit(Batch.builder()
                    .put(RECORD, image.data().hash(), 0, null, description.getBytes(StandardCharsets.UTF_8))
                    .build());
            return description;
        } catch (Conflict e) {
            // Another session described it at the same moment; theirs stays.
            return store.record(RECORD, image.data().hash())
                    .map(record -> new String(record.bytes(), StandardCharsets.UTF_8))
                    .orElse(description);
        }
    }
}
