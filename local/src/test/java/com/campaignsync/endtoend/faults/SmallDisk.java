package com.campaignsync.endtoend.faults;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A disk that can be filled: a file system in an image file, mounted on a directory. Only root can
 * mount; for others the directory is what it was, and {@link #isReal} is false.
 */
final class SmallDisk implements AutoCloseable {

  /** Room for the server's programs, its first files and a gigabyte of log between two checkpoints. */
  private static final long BYTES = 1_500L << 20;

  private static final int ATTEMPTS_MAX = 3;

  /** What the file system itself takes for a large file. */
  private static final long FILE_SYSTEM_BYTES = 256L << 10;

  private final Path mountPoint;
  private final boolean real;

  private SmallDisk(Path mountPoint, boolean real) {
    this.mountPoint = mountPoint;
    this.real = real;
  }

  static SmallDisk mount(Path mountPoint, Path image) throws Exception {
    Files.createDirectories(mountPoint);
    try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength(BYTES);
    }
    boolean mounted =
        succeeds("mkfs.ext4", "-q", "-F", "-m", "0", image.toString())
            && succeeds("mount", "-o", "loop", image.toString(), mountPoint.toString());
    return new SmallDisk(mountPoint, mounted);
  }

  boolean isReal() {
    return real;
  }

  /** Leaves about so many bytes free; somebody else writes meanwhile, so that it may take a try. */
  void fill(long bytesLeft) throws Exception {
    for (int attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
      long take = free() - bytesLeft - FILE_SYSTEM_BYTES;
      if (take <= 0
          || succeeds("fallocate", "-l", String.valueOf(take), filling(attempt).toString())) {
        return;
      }
    }
    throw new AssertionError("the disk could not be filled: %d bytes are free".formatted(free()));
  }

  private long free() throws IOException {
    return Files.getFileStore(mountPoint).getUsableSpace();
  }

  void empty() throws IOException {
    for (int attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
      Files.deleteIfExists(filling(attempt));
    }
  }

  private Path filling(int attempt) {
    return mountPoint.resolve("filling" + attempt);
  }

  @Override
  public void close() throws Exception {
    if (real && !succeeds("umount", mountPoint.toString())) {
      succeeds("umount", "-l", mountPoint.toString());
    }
  }

  private static boolean succeeds(String... command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      boolean succeeded = process.waitFor() == 0;
      if (!succeeded) {
        System.out.printf("%s: %s%n", String.join(" ", command), said.strip());
      }
      return succeeded;
    } catch (IOException notInstalled) {
      System.out.printf("%s: %s%n", command[0], notInstalled.getMessage());
      return false;
    }
  }
}
