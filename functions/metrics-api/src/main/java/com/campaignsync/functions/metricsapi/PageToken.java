package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.query.Place;
import com.campaignsync.domain.query.SortOrder;
import com.campaignsync.domain.query.SortOrder.Term;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the next page begins: behind the last row of this one, as that row was. It keeps the window
 * too, so that paging over midnight goes on in the days it began with. It grants nothing: whose
 * data is read is decided by the caller's own token.
 *
 * <p>The rows may change between two pages: a row whose sorted figure moves across the place is
 * then seen twice or not at all. Who wants all pages of one state names it with {@code as_of}.
 *
 * @param window the days
 * @param last where the last row seen stands
 */
record PageToken(DayWindow window, Place last) {

  private static final String VALUES = "v";

  /** Far beyond every sum that the store can hold; and no exponent, which could mean gigabytes. */
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,200}(\\.[0-9]{1,60})?");

  /** Text for the caller, bound to the parameters it was made for. */
  String encode(String parametersHash) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("s", window.firstDay().toString());
    fields.put("e", window.lastDay().toString());
    fields.put(VALUES, texts(last));
    return PageMark.encode(parametersHash, fields);
  }

  /** The values of a place as they are written down. */
  static List<@Nullable String> texts(Place place) {
    List<@Nullable String> texts = new ArrayList<>();
    for (Object value : place.values()) {
      boolean number = value instanceof BigDecimal;
      texts.add(
          value == null ? null : number ? ((BigDecimal) value).toPlainString() : value.toString());
    }
    return texts;
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws com.campaignsync.runtime.http.Problem 400 INVALID_PAGE_TOKEN if it is anything else, or
   *     of other parameters
   */
  static PageToken decode(String text, String parametersHash, SortOrder order) {
    return PageMark.decode(
        text,
        parametersHash,
        fields -> new PageToken(window(fields), place(fields.path(VALUES), order)));
  }

  /** The first and last day that a token keeps as {@code s} and {@code e}. */
  static DayWindow window(JsonNode fields) {
    return DateRange.window(
        Input.date("s", PageMark.text(fields, "s")), Input.date("e", PageMark.text(fields, "e")));
  }

  /** The place that {@link #texts} wrote down; refused if its values are not of the order. */
  static Place place(JsonNode texts, SortOrder order) {
    List<Term> terms = order.terms();
    if (!texts.isArray() || texts.size() != terms.size()) {
      throw PageMark.invalid();
    }
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 0; i < terms.size(); i++) {
      values.add(value(texts.get(i), terms.get(i)));
    }
    return new Place(values);
  }

  private static @Nullable Object value(JsonNode node, Term term) {
    if (node.isNull()) {
      return null;
    }
    String text = Optional.ofNullable(node.textValue()).orElseThrow(PageMark::invalid);
    return switch (term.field().kind()) {
      case DAY -> Input.date("date", text);
      case ID -> Input.id("id", text);
      case TEXT -> PageMark.stored(text);
      case NUMBER -> number(text);
    };
  }

  private static BigDecimal number(String text) {
    if (!NUMBER.matcher(text).matches()) {
      throw PageMark.invalid();
    }
    return new BigDecimal(text);
  }
}
