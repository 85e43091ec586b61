package com.campaignsync.local.postgres;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second run-local away from the same data directory. The system frees it when this process
 * ends, however it ends: a server that still runs while the lock is free is a leftover.
 */
final class DirectoryLock implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(DirectoryLock.class.getName());

  private final FileChannel channel;

  private DirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * @throws LocalPostgresException if a living process holds it
   */
  static DirectoryLock take(Path dataDirectory) throws IOException {
    Path file = dataDirectory.resolveSibling(dataDirectory.getFileName() + ".lock");
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (tryLock(channel) == null) {
      channel.close();
      throw new LocalPostgresException(
          "%s is in use by another run-local (process %s): stop it first"
              .formatted(dataDirectory, Files.readString(file).strip()));
    }
    channel.truncate(0);
    channel.write(StandardCharsets.UTF_8.encode(ProcessHandle.current().pid() + "\n"));
    return new DirectoryLock(channel);
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException heldInThisProcess) {
      return null;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException kept) {
      LOG.log(Level.WARNING, "the data directory's lock stays until this process ends", kept);
    }
  }
}
