package dev.talaria.sandbox.docker.http;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/** An answer; closing it, or its body, closes the connection. */
final class HttpAnswer implements DockerHttpClient.Response {
    private final Head head;
    private final InputStream body;
    private final Connection connection;

    HttpAnswer(Head head, InputStream body, Connection connection) {
        this.head = head;
        this.connection = connection;
        this.body = new ClosingBody(body);
    }

    @Override
    public int getStatusCode() {
        return head.status();
    }

    @Override
    public Map<String, List<String>> getHeaders() {
        return head.headers();
    }

    @Override
    public InputStream getBody() {
        return body;
    }

    @Override
    public void close() {
        connection.close();
    }

    private final class ClosingBody extends FilterInputStream {
        ClosingBody(InputStream in) {
            super(in);
        }

        @Override
        public void close() throws IOException {
            connection.close();
        }
    }
}
