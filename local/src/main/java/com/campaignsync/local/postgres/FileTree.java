package com.campaignsync.local.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A directory with all it holds; symbolic links are never followed. */
final class FileTree {
  private FileTree() {}

  /** Deletes the directory and everything in it; a missing one is fine. */
  static void delete(Path root) throws IOException {
    for (Path path : contents(root, Comparator.reverseOrder())) {
      Files.deleteIfExists(path);
    }
  }

  /** Gives every file and directory to this user id; only root can. */
  static void chown(Path root, int userId) throws IOException {
    for (Path path : contents(root, Comparator.naturalOrder())) {
      if (!Files.isSymbolicLink(path)) {
        Files.setAttribute(path, "unix:uid", userId);
      }
    }
  }

  /** Lets every user read and enter, for a server that runs as another user than this process. */
  static void makeReadableByAll(Path root) throws IOException {
    for (Path path : contents(root, Comparator.naturalOrder())) {
      if (!Files.isSymbolicLink(path)) {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
        permissions.add(PosixFilePermission.GROUP_READ);
        permissions.add(PosixFilePermission.OTHERS_READ);
        if (permissions.contains(PosixFilePermission.OWNER_EXECUTE)) {
          permissions.add(PosixFilePermission.GROUP_EXECUTE);
          permissions.add(PosixFilePermission.OTHERS_EXECUTE);
        }
        Files.setPosixFilePermissions(path, permissions);
      }
    }
  }

  private static List<Path> contents(Path root, Comparator<Path> order) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      return new ArrayList<>(paths.sorted(order).toList());
    } catch (NoSuchFileException missing) {
      return List.of();
    } catch (UncheckedIOException changedMeanwhile) {
      throw changedMeanwhile.getCause();
    }
  }
}
