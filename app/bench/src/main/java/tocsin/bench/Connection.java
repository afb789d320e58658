package tocsin.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;

/** One HTTP/1.1 connection, kept where the server lets it, that costs next to nothing: what is measured is the server. */
final class Connection implements AutoCloseable {

    private final int port;
    private Socket socket;
    private InputStream in;
    private boolean closes;

    /** Status and body of an answer. */
    record Answer(int status, byte[] body) {}

    Connection(int port) throws IOException {
        this.port = port;
        open();
    }

    private void open() throws IOException {
        closes = false;
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(30_000);
        in = new BufferedInputStream(socket.getInputStream(), 32_768);
    }

    /** @param head request line and headers, each line ended, without the empty one */
    Answer ask(byte[] head, byte[] body) throws IOException {
        if (closes) {
            socket.close();
            open();
        }
        var length = body.length == 0 ? "\r\n" : "Content-Length: " + body.length + "\r\n\r\n";
        var lengthBytes = length.getBytes(US_ASCII);
        var request = new byte[head.length + lengthBytes.length + body.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(lengthBytes, 0, request, head.length, lengthBytes.length);
        System.arraycopy(body, 0, request, head.length + lengthBytes.length, body.length);
        socket.getOutputStream().write(request);
        return answer();
    }

    private Answer answer() throws IOException {
        var status = Integer.parseInt(line().substring(9, 12));
        var length = 0;
        var chunked = false;
        for (String header; !(header = line()).isEmpty(); ) {
            var lower = header.toLowerCase(java.util.Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring(15).strip());
            }
            closes |= lower.startsWith("connection:") && lower.contains("close");
            chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
        }
        return new Answer(status, chunked ? chunks() : exactly(length));
    }

    private byte[] chunks() throws IOException {
        var body = new java.io.ByteArrayOutputStream();
        for (int length; (length = Integer.parseInt(line().strip(), 16)) > 0; ) {
            body.write(exactly(length));
            line();
        }
        line();
        return body.toByteArray();
    }

    private byte[] exactly(int length) throws IOException {
        var bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the server hung up within an answer");
        }
        return bytes;
    }

    private String line() throws IOException {
        var line = new StringBuilder(64);
        for (int c; (c = in.read()) != '\n'; ) {
            if (c < 0) {
                throw new EOFException("the server hung up");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
