package com.campaignsync.local.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * As whom the server runs. PostgreSQL refuses to run as root, which is who a container often is: a
 * user namespace, or where that is forbidden the user nobody, takes its place.
 */
enum ServerIdentity {
  /** An ordinary user: nothing to change. */
  SELF(List.of()),
  /** Root in a new user namespace: it is not root there, yet its files need no other owner. */
  NAMESPACE(List.of("unshare", "-U")),
  /** The user nobody, who must own the data directory and be able to reach it. */
  NOBODY(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));

  /** The user nobody's id on Linux. */
  static final int NOBODY_ID = 65534;

  private final List<String> prefix;

  ServerIdentity(List<String> prefix) {
    this.prefix = prefix;
  }

  /** What stands before each command. */
  List<String> prefix() {
    return prefix;
  }

  /** The identity that works for this process's user. */
  static ServerIdentity detect(Path stateDirectory) throws IOException {
    if (userId(stateDirectory) != 0) {
      return SELF;
    }
    return namespaceWorks() ? NAMESPACE : NOBODY;
  }

  /** The owner of a file this process just made is this process's user. */
  private static int userId(Path directory) throws IOException {
    Path probe = Files.createTempFile(directory, "owner", ".tmp");
    try {
      return (Integer) Files.getAttribute(probe, "unix:uid");
    } finally {
      Files.delete(probe);
    }
  }

  private static boolean namespaceWorks() throws IOException {
    try {
      Process id = new ProcessBuilder("unshare", "-U", "id", "-u").start();
      String shown = new String(id.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return id.waitFor() == 0 && !shown.equals("0");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    } catch (IOException notInstalled) {
      return false;
    }
  }
}
