package com.campaignsync.local.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The directory {@code .local}: what is kept between two starts. Locked while in use; the lock goes
 * with the process, however it ends.
 */
final class StateDirectory implements AutoCloseable {

  /** Kept by {@code --fresh}: nothing in it but unpacked programs. */
  private static final String BINARIES = "postgres-binaries";

  private final Path path;
  private final FileChannel lockFile;

  private StateDirectory(Path path, FileChannel lockFile) {
    this.path = path;
    this.lockFile = lockFile;
  }

  /**
   * @throws BadInput if another run-local uses the directory
   */
  static StateDirectory open(Path path) {
    try {
      Files.createDirectories(path);
      FileChannel channel =
          FileChannel.open(
              path.resolve("run-local.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!locked(channel)) {
        channel.close();
        throw new BadInput("another run-local uses " + path + "; stop it first");
      }
      return new StateDirectory(path, channel);
    } catch (IOException e) {
      throw new BadInput("the state directory " + path + " cannot be used: " + e.getMessage());
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException inThisProcess) {
      return false;
    }
  }

  Path path() {
    return path;
  }

  /** Where the functions' log lines go. */
  Path logFile() {
    return path.resolve("run-local.log");
  }

  /** Deletes everything but the lock and the unpacked programs; Postgres must be stopped. */
  void clear() {
    try (Stream<Path> entries = Files.list(path)) {
      for (Path entry : entries.toList()) {
        String name = entry.getFileName().toString();
        if (!name.equals("run-local.lock")
            && !name.equals(BINARIES)
            && !name.startsWith("postgres")) {
          delete(entry);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the old state cannot be deleted", e);
    }
  }

  private static void delete(Path root) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(root)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }

  @Override
  public void close() {
    try {
      lockFile.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
