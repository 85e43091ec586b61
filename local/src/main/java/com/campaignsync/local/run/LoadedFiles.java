package com.campaignsync.local.run;

import com.campaignsync.domain.metric.Entity;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** Which file was loaded with which content last, kept with the rest of the state. */
final class LoadedFiles {

  private final Path file;
  private final Properties contents = new Properties();

  private LoadedFiles(Path file) {
    this.file = file;
  }

  static LoadedFiles in(Path state) {
    LoadedFiles loaded = new LoadedFiles(state.resolve("loaded-files.properties"));
    loaded.read();
    return loaded;
  }

  private void read() {
    if (!Files.exists(file)) {
      return;
    }
    try (Reader reader = Files.newBufferedReader(file)) {
      contents.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException("the list of loaded files cannot be read: " + file, e);
    }
  }

  /** Whether a file of that path was loaded before and held something else then. */
  boolean hadOtherContent(Entity entity, Path path, String contentKey) {
    String before = contents.getProperty(key(entity, path));
    return before != null && !before.equals(contentKey);
  }

  void note(Entity entity, Path path, String contentKey) {
    contents.setProperty(key(entity, path), contentKey);
    try (Writer writer = Files.newBufferedWriter(file)) {
      contents.store(writer, "CSV files loaded into the local BigQuery, and their content");
    } catch (IOException e) {
      throw new UncheckedIOException("the list of loaded files cannot be written: " + file, e);
    }
  }

  private static String key(Entity entity, Path path) {
    return entity.wireName() + ":" + path.toAbsolutePath().normalize();
  }
}
