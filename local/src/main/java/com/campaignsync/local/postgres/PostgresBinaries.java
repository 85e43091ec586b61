package com.campaignsync.local.postgres;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.util.ArchUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The server's programs, unpacked once from the library's archive for this operating system. */
final class PostgresBinaries {
  /** The major version the archive holds; a data directory of another one cannot be opened. */
  static final int MAJOR_VERSION = 18;

  private PostgresBinaries() {}

  /** Returns the directory that holds {@code bin}, unpacking it below {@code cache} if missing. */
  static Path unpack(Path cache) throws IOException {
    byte[] archive = readArchive();
    Files.createDirectories(cache);
    Path home = cache.toRealPath().resolve("postgres-" + digest(archive).substring(0, 16));
    if (Files.isDirectory(home)) {
      return home;
    }
    // Unpacked aside and renamed: a home that exists is complete, whoever was killed on the way.
    Path partial = Files.createTempDirectory(cache.toRealPath(), "unpacking-");
    extract(archive, partial);
    FileTree.makeReadableByAll(partial);
    try {
      Files.move(partial, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException anotherWasFaster) {
      FileTree.delete(partial);
      if (!Files.isDirectory(home)) {
        throw anotherWasFaster;
      }
    }
    return home;
  }

  private static byte[] readArchive() throws IOException {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String name = system.startsWith("mac") ? "Darwin" : system.startsWith("linux") ? "Linux" : "";
    String machine = ArchUtils.normalize(System.getProperty("os.arch"));
    if (name.isEmpty()) {
      throw new LocalPostgresException(
          "run-local's PostgreSQL runs on Linux and macOS, not on " + system);
    }
    try (InputStream in = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(name, machine)) {
      return in.readAllBytes();
    }
  }

  private static void extract(byte[] archive, Path target) throws IOException {
    try (var tar =
        new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(archive)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
          throw new IOException("archive entry outside its directory: " + entry.getName());
        }
        write(tar, entry, path);
      }
    }
  }

  private static void write(InputStream tar, TarArchiveEntry entry, Path path) throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(path);
      return;
    }
    Files.createDirectories(path.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(tar, path, StandardCopyOption.REPLACE_EXISTING);
    if ((entry.getMode() & 0100) != 0 && !path.toFile().setExecutable(true, false)) {
      throw new IOException("cannot make " + path + " executable");
    }
  }

  private static String digest(byte[] archive) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(archive));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
