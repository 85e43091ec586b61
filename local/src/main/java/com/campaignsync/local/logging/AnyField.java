package com.campaignsync.local.logging;

import com.google.logging.v2.LogEntry;
import com.google.protobuf.Value;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A quoted string alone: it occurs somewhere in the entry.
 *
 * @param sought without regard to case
 */
record AnyField(String sought) implements Predicate<LogEntry> {

  @Override
  public boolean test(LogEntry entry) {
    return Texts.occursIn(sought, Value.newBuilder().setStructValue(entry.getJsonPayload()).build())
        || texts(entry).anyMatch(text -> Texts.occursIn(sought, text));
  }

  private static Stream<String> texts(LogEntry entry) {
    Stream<String> named =
        Stream.of(
            entry.getTextPayload(),
            entry.getLogName(),
            entry.getInsertId(),
            entry.getTrace(),
            entry.getResource().getType());
    Stream<String> labels =
        Stream.concat(
            entry.getLabelsMap().values().stream(),
            entry.getResource().getLabelsMap().values().stream());
    return Stream.concat(named, labels);
  }
}
