package dev.talaria.shell.chat;

import dev.talaria.shell.attach.AttachedClient;
import java.io.IOException;
import java.util.List;
import org.jline.utils.AttributedString;

/** Lines from a terminal that edits and shows them itself. */
final class LineKeyboard implements TypedInput {
    private final AttachedClient client;
    private volatile boolean left;

    LineKeyboard(AttachedClient client) {
        this.client = client;
    }

    @Override
    public void readAll(Chat chat) throws IOException {
        for (String line = client.readLine(); line != null; line = client.readLine()) {
            chat.said(line);
            if (left) {
                return;
            }
        }
    }

    @Override
    public String typed() {
        return "";
    }

    @Override
    public void clearTyped() {}

    @Override
    public void offer(String text) {}

    @Override
    public boolean page(String title, List<AttributedString> lines) {
        return false;
    }

    @Override
    public void clear() {}

    @Override
    public void leave() {
        left = true;
    }
}
