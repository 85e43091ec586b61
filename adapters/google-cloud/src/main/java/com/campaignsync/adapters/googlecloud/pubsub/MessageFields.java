package com.campaignsync.adapters.googlecloud.pubsub;

import com.campaignsync.adapters.googlecloud.pubsub.SyncMessageCodec.UnknownMessage;
import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.sync.SyncMessage.Scope;
import com.campaignsync.domain.tenant.TenantId;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The fields of one message, each refused with its name where it means nothing. */
final class MessageFields {

  /** What a field may be called for its name to be repeated in a reason: anything else may leak. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");

  private static final Pattern REPEATED = Pattern.compile("^Duplicate field '([^']{0,64})'");

  private final JsonNode json;
  private final Set<String> read = new HashSet<>();

  MessageFields(JsonNode json) {
    this.json = json;
  }

  /** The key that makes a text no message because it is there twice; empty for any other flaw. */
  static Optional<String> repeatedKey(IOException flaw) {
    Matcher repeated = REPEATED.matcher(String.valueOf(flaw.getMessage()));
    return repeated.find() ? Optional.of(shown(repeated.group(1))) : Optional.empty();
  }

  private static String shown(String name) {
    return NAME.matcher(name).matches() ? "'" + name + "'" : "(of an unusual name)";
  }

  /** To be called once all that the message's kind has was asked for. */
  void refuseUnread() {
    json.fieldNames()
        .forEachRemaining(
            name -> {
              if (!read.contains(name)) {
                throw new UnknownMessage("the field %s is unknown here".formatted(shown(name)));
              }
            });
  }

  /** Missing where it is not there; null is refused, for it means nothing. */
  private JsonNode field(String name) {
    read.add(name);
    JsonNode value = json.path(name);
    if (value.isNull()) {
      throw new UnknownMessage(name + " is null; leave it out or give it a value");
    }
    return value;
  }

  Optional<String> text(String field) {
    JsonNode value = field(field);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw new UnknownMessage(field + " is not a text");
    }
    return Optional.of(value.textValue());
  }

  boolean flag(String field) {
    JsonNode value = field(field);
    if (value.isMissingNode()) {
      return false;
    }
    if (!value.isBoolean()) {
      throw new UnknownMessage(field + " is neither true nor false");
    }
    return value.booleanValue();
  }

  UUID uuid(String field) {
    return uuid(field, text(field).orElseThrow(() -> new UnknownMessage(field + " is missing")));
  }

  private static UUID uuid(String field, String text) {
    try {
      UUID id = UUID.fromString(text);
      if (id.toString().equalsIgnoreCase(text)) {
        return id;
      }
    } catch (IllegalArgumentException e) {
      // Reported below, like an id that Java reads more leniently than it should.
    }
    throw new UnknownMessage(field + " is not a UUID");
  }

  /** {@code job_ids}, or {@code job_id} for one. */
  List<UUID> jobIds(int countMax) {
    JsonNode ids = field("job_ids");
    Optional<String> one = text("job_id");
    if (ids.isMissingNode() && one.isEmpty()) {
      throw new UnknownMessage("job_id is missing, or job_ids for several");
    }
    if (ids.isMissingNode()) {
      return List.of(uuid("job_id"));
    }
    if (one.isPresent()) {
      throw new UnknownMessage("job_id and job_ids do not go together");
    }
    if (!ids.isArray() || ids.isEmpty() || ids.size() > countMax) {
      throw new UnknownMessage("job_ids is not a list of 1 to %d ids".formatted(countMax));
    }
    List<UUID> found = new ArrayList<>();
    ids.forEach(id -> found.add(uuid("job_ids", id.asText(""))));
    return found;
  }

  Scope scope() {
    try {
      return new Scope(
          text("tenant_id").map(TenantId::new).orElse(null),
          text("connection_id").map(id -> uuid("connection_id", id)).orElse(null));
    } catch (IllegalArgumentException e) {
      throw new UnknownMessage("tenant_id is not a tenant's id");
    }
  }

  DayWindow requiredWindow() {
    return window()
        .orElseThrow(() -> new UnknownMessage("start_date and end_date are both required"));
  }

  /** Both days or none; inclusive. */
  Optional<DayWindow> window() {
    Optional<LocalDate> first = day("start_date");
    Optional<LocalDate> last = day("end_date");
    if (first.isPresent() != last.isPresent()) {
      throw new UnknownMessage("start_date and end_date come together or not at all");
    }
    try {
      return first.map(day -> DayWindow.inclusive(day, last.orElseThrow()));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new UnknownMessage("end_date is before start_date, or a century after it");
    }
  }

  private Optional<LocalDate> day(String field) {
    try {
      return text(field).map(LocalDate::parse);
    } catch (DateTimeException e) {
      throw new UnknownMessage(field + " is not a day like 2026-01-31");
    }
  }
}
