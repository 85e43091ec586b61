package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.store.ConnectionSource;
import com.campaignsync.domain.store.SyncFrequency;
import com.campaignsync.runtime.http.Json;
import com.campaignsync.runtime.http.Problem;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a caller says of a connection. */
final class ConnectionBody {

  private static final String NOTHING_MAPPED = "{}";

  /** Half the body's limit would be; a mapping of every column has some 2,000 characters. */
  private static final int MAPPING_CHARS_MAX = 65_536;

  private static final Set<String> OF_NEW =
      Set.of(
          "platform",
          "account_id",
          "name",
          "source",
          "mapping",
          "asset_source",
          "asset_mapping",
          "lookback_days",
          "grain",
          "sync_frequency");

  private static final Set<String> OF_CHANGE =
      Set.of(
          "name",
          "paused",
          "source",
          "mapping",
          "asset_source",
          "asset_mapping",
          "lookback_days",
          "sync_frequency");

  /** Null says nothing of them; a connection without asset_source has no assets. */
  private static final List<String> NEVER_NULL =
      List.of("name", "paused", "source", "mapping", "lookback_days", "sync_frequency");

  private final JsonBody body;

  private ConnectionBody(JsonBody body) {
    this.body = body;
  }

  /** Of a connection that is to be. */
  static ConnectionBody ofNew(ObjectNode json) {
    return new ConnectionBody(JsonBody.of(json, OF_NEW));
  }

  /** Of changes to one that is. */
  static ConnectionBody ofChange(ObjectNode json) {
    JsonBody body = JsonBody.of(json, OF_CHANGE);
    if (json.isEmpty()) {
      throw Problem.badRequest("NO_CHANGE", "name at least one field to change");
    }
    for (String name : NEVER_NULL) {
      if (body.has(name) && body.value(name).isEmpty()) {
        throw JsonBody.invalid(name, "a value; leave it out to keep what is");
      }
    }
    return new ConnectionBody(body);
  }

  /** Of a change of the frequency alone. */
  static ConnectionBody ofFrequency(ObjectNode json) {
    ConnectionBody body = new ConnectionBody(JsonBody.of(json, Set.of("sync_frequency")));
    if (body.frequency().isEmpty()) {
      throw JsonBody.missing("sync_frequency");
    }
    return body;
  }

  String platform() {
    return body.name("platform").orElseThrow(() -> JsonBody.missing("platform"));
  }

  Optional<String> accountId() {
    return body.name("account_id");
  }

  Optional<String> name() {
    return body.name("name");
  }

  Optional<Boolean> paused() {
    return body.flag("paused");
  }

  Optional<Integer> lookbackDays() {
    return body.whole("lookback_days", 0, DayWindow.DAYS_MAX);
  }

  String grain() {
    String grain = body.text("grain").orElse("daily");
    if (!grain.equals("daily") && !grain.equals("hourly")) {
      throw JsonBody.invalid("grain", "daily or hourly");
    }
    return grain;
  }

  Optional<SyncFrequency> frequency() {
    return body.text("sync_frequency").map(ConnectionBody::frequency);
  }

  private static SyncFrequency frequency(String name) {
    try {
      return SyncFrequency.ofWireName(name);
    } catch (IllegalArgumentException unknown) {
      throw JsonBody.invalid(
          "sync_frequency", "manual, realtime, 5min, 10min, 30min, hourly or daily");
    }
  }

  /** Where the rows of a new connection are; the default table where none is named. */
  ConnectionSource source() {
    return new ConnectionSource(
        body.name("source").orElse("campaign_metrics"),
        mapping("mapping", NOTHING_MAPPED),
        body.name("asset_source").orElse(null),
        mapping("asset_mapping", NOTHING_MAPPED));
  }

  /** Where the rows of a connection that is are. */
  static ConnectionSource source(Map<String, @Nullable Object> columns) {
    return new ConnectionSource(
        String.valueOf(columns.get("source")),
        json(columns.get("mapping")),
        (String) columns.get("asset_source"),
        json(columns.get("asset_mapping")));
  }

  /** The same as it was with what is named; empty if nothing of it is. */
  Optional<ConnectionSource> changed(Map<String, @Nullable Object> columns) {
    boolean any =
        body.has("source")
            || body.has("mapping")
            || body.has("asset_source")
            || body.has("asset_mapping");
    return any ? Optional.of(changed(source(columns))) : Optional.empty();
  }

  private ConnectionSource changed(ConnectionSource was) {
    return new ConnectionSource(
        body.name("source").orElse(was.table()),
        mapping("mapping", was.mapping()),
        body.has("asset_source") ? body.name("asset_source").orElse(null) : was.assetTable(),
        mapping("asset_mapping", was.assetMapping()));
  }

  private String mapping(String field, String otherwise) {
    String json = body.object(field).map(ConnectionBody::json).orElse(otherwise);
    boolean tooLong = json.length() > MAPPING_CHARS_MAX;
    if (tooLong || json.contains("\\u0000") || !Input.isRepresentable(json)) {
      throw JsonBody.invalid(
          field, "at most %d characters, none of them zero".formatted(MAPPING_CHARS_MAX));
    }
    return json;
  }

  private static String json(@Nullable Object value) {
    return value == null ? NOTHING_MAPPED : Json.text(value);
  }
}
