package com.campaignsync.local.postgres;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;

/**
 * The cluster's files. A new cluster is made under another name and renamed when complete, so a
 * directory with the final name is never a half-made one.
 */
final class DataDirectory {
  private static final System.Logger LOG = System.getLogger(DataDirectory.class.getName());

  /** It takes 1-3 s on an idle machine. */
  private static final Duration INITDB_MAX = Duration.ofSeconds(120);

  private final Path data;
  private final PostgresCommands commands;

  DataDirectory(Path data, PostgresCommands commands) {
    this.data = data;
    this.commands = commands;
  }

  void delete() throws IOException {
    FileTree.delete(data);
  }

  /**
   * @throws LocalPostgresException if the cluster was made by another major version
   */
  void requireThisVersion() throws IOException {
    Path file = data.resolve("PG_VERSION");
    if (!isComplete()) {
      return;
    }
    String version = Files.readString(file).strip();
    if (!version.equals(Integer.toString(PostgresBinaries.MAJOR_VERSION))) {
      throw new LocalPostgresException(
          ("%s was made by PostgreSQL %s and this is %d: start with --fresh, which deletes its data,"
                  + " or keep it with the release that made it")
              .formatted(data, version, PostgresBinaries.MAJOR_VERSION));
    }
  }

  void initialiseIfNeeded() throws IOException {
    deleteUnfinished();
    if (isComplete()) {
      return;
    }
    requireNothingForeign();
    FileTree.delete(data);
    Path unfinished =
        Files.createTempDirectory(data.getParent(), data.getFileName() + ".initialising-");
    prepare(unfinished);
    initdb(unfinished);
    Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
  }

  /** A cluster that was ever started has its control file; initdb writes it in its second half. */
  private boolean isComplete() {
    return Files.exists(data.resolve("PG_VERSION"))
        && Files.exists(data.resolve("global").resolve("pg_control"));
  }

  /** Guards against deleting a directory that was named by mistake. */
  private void requireNothingForeign() throws IOException {
    if (!Files.exists(data)) {
      return;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(data)) {
      boolean empty = !entries.iterator().hasNext();
      boolean ofPostgres = Files.exists(data.resolve("PG_VERSION")) || isMadeByInitdb();
      if (!empty && !ofPostgres) {
        throw new LocalPostgresException(
            data + " holds files that are not PostgreSQL's: choose another directory or empty it");
      }
    }
  }

  private boolean isMadeByInitdb() {
    return Files.isDirectory(data.resolve("pg_wal")) || Files.isDirectory(data.resolve("base"));
  }

  private void deleteUnfinished() throws IOException {
    String pattern = data.getFileName() + ".initialising-*";
    try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(data.getParent(), pattern)) {
      for (Path leftover : leftovers) {
        deleteLeftover(leftover);
      }
    }
  }

  /** An initdb whose parent was killed may still write there: the next start tries again. */
  private static void deleteLeftover(Path leftover) {
    try {
      FileTree.delete(leftover);
    } catch (IOException stillWritten) {
      LOG.log(Level.INFO, "left for the next start: {0} ({1})", leftover, stillWritten.toString());
    }
  }

  private void prepare(Path unfinished) throws IOException {
    if (commands.identity() == ServerIdentity.NOBODY) {
      FileTree.chown(unfinished, ServerIdentity.NOBODY_ID);
    }
  }

  /** Text sorts by code point on every system, whatever locales it has. */
  private void initdb(Path unfinished) throws IOException {
    var result =
        commands.run(
            unfinished,
            INITDB_MAX,
            "initdb",
            List.of(
                "--pgdata=" + unfinished,
                "--username=" + LocalPostgres.SUPERUSER,
                "--auth=trust",
                "--encoding=UTF8",
                "--no-locale",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8"));
    if (!result.succeeded()) {
      FileTree.delete(unfinished);
      throw new LocalPostgresException("initdb failed: " + result.oneLine());
    }
  }
}
