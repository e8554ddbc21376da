package dev.talaria.sandbox.ssh;

import java.io.IOException;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.method.AbstractAuthMethod;

/** Public-key authentication (RFC 4252, section 7) with a key that only an agent has. */
final class AgentAuthentication extends AbstractAuthMethod {
    private static final int RSA_SHA2_512 = 4;

    private final AgentClient agent;
    private final AgentClient.Key key;

    AgentAuthentication(AgentClient agent, AgentClient.Key key) {
        super("publickey");
        this.agent = agent;
        this.key = key;
    }

    @Override
    protected SSHPacket buildReq() throws UserAuthException {
        return request(false);
    }

    private SSHPacket request(boolean signed) throws UserAuthException {
        return super.buildReq()
                .putBoolean(signed)
                .putString(isRsa() ? "rsa-sha2-512" : type())
                .putBytes(key.blob());
    }

    private String type() throws UserAuthException {
        try {
            return key.type();
        } catch (IOException e) {
            throw new UserAuthException("the agent's key " + key.comment() + " cannot be read", e);
        }
    }

    private boolean isRsa() throws UserAuthException {
        return type().equals("ssh-rsa");
    }

    @Override
    public void handle(Message message, SSHPacket packet) throws UserAuthException, TransportException {
        if (message != Message.USERAUTH_60) {
            super.handle(message, packet);
            return;
        }
        SSHPacket request = request(true);
        byte[] data = new Buffer.PlainBuffer()
                .putBytes(params.getTransport().getSessionID())
                .putBuffer(request)
                .getCompactData();
        try {
            request.putBytes(agent.sign(key, data, isRsa() ? RSA_SHA2_512 : 0));
        } catch (IOException e) {
            throw new UserAuthException(
                    "the agent does not sign with its key " + key.comment() + ": " + e.getMessage(), e);
        }
        params.getTransport().write(request);
    }
}
