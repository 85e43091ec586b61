package com.campaignsync.local.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The key that signs local tokens: random, made once, readable by its owner alone. */
final class JwtKey {

  private static final int BYTES = 32;

  private JwtKey() {}

  static String in(Path stateDirectory) {
    Path file = stateDirectory.resolve("jwt-secret-key");
    try {
      if (!Files.exists(file)) {
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        OwnerOnly.write(file, HexFormat.of().formatHex(key));
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("the local signing key cannot be kept", e);
    }
  }

  /** Files that other users of the machine may not read. */
  static final class OwnerOnly {

    private OwnerOnly() {}

    /** Writes the whole file or leaves the old one. */
    static void write(Path file, String content) throws IOException {
      Path whole = file.resolveSibling(file.getFileName() + ".new");
      Files.deleteIfExists(whole);
      if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.createFile(
            whole,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      Files.writeString(whole, content);
      Files.move(
          whole,
          file,
          java.nio.file.StandardCopyOption.REPLACE_EXISTING,
          java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }
  }
}
