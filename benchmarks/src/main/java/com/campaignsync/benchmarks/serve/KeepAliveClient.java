package com.campaignsync.benchmarks.serve;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One kept connection. It reads just enough of HTTP/1.1 to find an answer's end: a full client
 * would take from the server the cores that it is measured on.
 */
final class KeepAliveClient implements AutoCloseable {

  private static final int TIMEOUT_MS = 30_000;

  private final Socket socket = new Socket();
  private final InputStream in;

  KeepAliveClient(int port) throws IOException {
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MS);
    socket.connect(new InetSocketAddress("127.0.0.1", port), TIMEOUT_MS);
    in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
  }

  /** An answer; its body is thrown away unless it was asked for. */
  record Answer(int status, String etag, byte[] body) {}

  /** The bytes of a GET. */
  static byte[] get(String target, String token, String extraHeader) {
    return ("GET "
            + target
            + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
            + token
            + "\r\n"
            + extraHeader
            + "\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  Answer send(byte[] request) throws IOException {
    socket.getOutputStream().write(request);
    int status = Integer.parseInt(line().split(" ")[1]);
    String etag = "";
    long length = 0;
    boolean chunked = false;
    for (String header = line(); !header.isEmpty(); header = line()) {
      String name = header.substring(0, header.indexOf(':')).toLowerCase(Locale.ROOT);
      String value = header.substring(header.indexOf(':') + 1).strip();
      switch (name) {
        case "etag" -> etag = value;
        case "content-length" -> length = Long.parseLong(value);
        case "transfer-encoding" -> chunked = value.equals("chunked");
        default -> {}
      }
    }
    return new Answer(status, etag, chunked ? chunks() : in.readNBytes((int) length));
  }

  private byte[] chunks() throws IOException {
    java.io.ByteArrayOutputStream body = new java.io.ByteArrayOutputStream();
    for (int size = size(); size > 0; size = size()) {
      body.write(in.readNBytes(size));
      line();
    }
    line();
    return body.toByteArray();
  }

  private int size() throws IOException {
    return Integer.parseInt(line().split(";")[0].strip(), 16);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder(64);
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the server has closed the connection");
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
