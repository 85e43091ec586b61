package com.campaignsync.adapters.googlecloud.pubsub;

import com.campaignsync.adapters.googlecloud.pubsub.SyncMessageCodec.UnknownMessage;
import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.sync.SyncMessage.Scope;
import com.campaignsync.domain.tenant.TenantId;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The fields of one message, each refused with its name where it means nothing. */
final class MessageFields {

  private final JsonNode json;

  MessageFields(JsonNode json) {
    this.json = json;
  }

  Optional<String> text(String field) {
    JsonNode value = json.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw new UnknownMessage(field + " is not a text");
    }
    return Optional.of(value.textValue());
  }

  boolean flag(String field) {
    JsonNode value = json.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return false;
    }
    if (!value.isBoolean()) {
      throw new UnknownMessage(field + " is neither true nor false");
    }
    return value.booleanValue();
  }

  UUID uuid(String field) {
    return uuid(field, text(field).orElse(""));
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
    JsonNode ids = json.path("job_ids");
    if (ids.isMissingNode()) {
      return List.of(uuid("job_id"));
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
