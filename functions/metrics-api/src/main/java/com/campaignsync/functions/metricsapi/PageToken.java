package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.query.GroupKey;
import com.campaignsync.domain.query.GroupValues;
import com.campaignsync.domain.query.Grouping;
import com.campaignsync.runtime.http.Problem;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the next page begins: behind the last group of this one. It keeps the window too, so that
 * paging over midnight goes on in the days it began with. It grants nothing: whose data is read is
 * decided by the caller's own token.
 *
 * @param window the days
 * @param last the last group seen
 */
record PageToken(DayWindow window, GroupValues last) {

  /** Text for the caller, bound to the parameters it was made for. */
  String encode(String parametersHash) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("s", window.firstDay().toString());
    fields.put("e", window.lastDay().toString());
    for (GroupKey key : GroupKey.values()) {
      Object value = last.get(key);
      if (value != null) {
        fields.put(key.wireName(), value.toString());
      }
    }
    return PageMark.encode(parametersHash, fields);
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws Problem 400 INVALID_PAGE_TOKEN if it is anything else, or of other parameters
   */
  static PageToken decode(String text, String parametersHash, Grouping grouping) {
    return PageMark.decode(text, parametersHash, fields -> read(fields, grouping));
  }

  private static PageToken read(JsonNode fields, Grouping grouping) {
    GroupValues last = last(fields);
    if (!last.fits(grouping)) {
      throw PageMark.invalid();
    }
    return new PageToken(window(fields), last);
  }

  private static DayWindow window(JsonNode fields) {
    return DateRange.parse(
            Optional.of(fields.path("s").asText()), Optional.of(fields.path("e").asText()))
        .window(LocalDate.EPOCH, 0);
  }

  private static GroupValues last(JsonNode fields) {
    String date = fields.path(GroupKey.DATE.wireName()).textValue();
    String campaign = fields.path(GroupKey.CAMPAIGN.wireName()).textValue();
    return new GroupValues(
        date == null ? null : Input.date("date", date),
        campaign == null ? null : Input.id("campaign", campaign),
        name(fields, GroupKey.PLATFORM),
        name(fields, GroupKey.CURRENCY));
  }

  private static @Nullable String name(JsonNode fields, GroupKey key) {
    String text = fields.path(key.wireName()).textValue();
    return text == null ? null : Input.storable(text);
  }
}
