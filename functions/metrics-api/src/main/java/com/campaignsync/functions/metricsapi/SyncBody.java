package com.campaignsync.functions.metricsapi;

import com.campaignsync.runtime.http.Problem;
import com.campaignsync.runtime.http.UnknownNames;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What a caller wants synced.
 *
 * @param range the days, where named
 * @param campaigns the only campaigns that are synced; all where empty
 * @param platform only ad accounts of this one
 */
record SyncBody(DateRange range, List<UUID> campaigns, Optional<String> platform) {

  private static final Set<String> NAMES =
      Set.of("start_date", "end_date", "campaign_space_ids", "platform");

  /**
   * Reads the body of a request.
   *
   * @throws Problem 400 UNKNOWN_FIELD, INVALID_FIELD, or what is wrong with a value
   */
  static SyncBody parse(ObjectNode body) {
    UnknownNames.refuse("UNKNOWN_FIELD", "field", JsonBody.fieldsOf(body), NAMES);
    return new SyncBody(
        DateRange.parse(text(body, "start_date"), text(body, "end_date")),
        Input.ids("campaign_space_ids", texts(body, "campaign_space_ids")),
        text(body, "platform").map(Input::platform));
  }

  private static Optional<String> text(ObjectNode body, String name) {
    JsonNode value = body.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    return Optional.of(string(name, value));
  }

  private static List<String> texts(ObjectNode body, String name) {
    JsonNode values = body.path(name);
    List<String> texts = new ArrayList<>();
    if (!values.isArray() && !values.isMissingNode() && !values.isNull()) {
      throw Problem.badRequest("INVALID_FIELD", name + " must be a list of texts");
    }
    if (values.isArray() && values.isEmpty()) {
      throw Problem.badRequest("INVALID_FIELD", name + " names none: leave it out for all");
    }
    values.forEach(value -> texts.add(string(name, value)));
    return texts;
  }

  private static String string(String name, JsonNode value) {
    if (!value.isTextual()) {
      throw Problem.badRequest("INVALID_FIELD", name + " must be text");
    }
    return value.textValue();
  }
}
