package dev.talaria.attach;

import java.nio.ByteBuffer;

/**
 * One message between client and server.
 *
 * @param payload belongs to whoever reads the frame
 */
public record Frame(FrameType type, byte[] payload) {

    /** @throws ProtocolException if the payload is no integer */
    public int integer() throws ProtocolException {
        return numbers(Integer.BYTES).getInt();
    }

    /** @throws ProtocolException if the payload is no long */
    public long longInteger() throws ProtocolException {
        return numbers(Long.BYTES).getLong();
    }

    /** @throws ProtocolException if the payload is not one byte, 0 or 1 */
    public boolean flag() throws ProtocolException {
        byte value = numbers(1).get();
        if (value != 0 && value != 1) {
            throw new ProtocolException(type + " with the value " + value);
        }
        return value == 1;
    }

    /** @throws ProtocolException if the payload has another length */
    public ByteBuffer numbers(int bytes) throws ProtocolException {
        if (payload.length != bytes) {
            throw new ProtocolException(type + " with " + payload.length + " bytes instead of " + bytes);
        }
        return ByteBuffer.wrap(payload);
    }
}
