package com.campaignsync.adapters.postgres.query;

import com.campaignsync.domain.query.GroupKey;
import com.campaignsync.domain.query.GroupValues;
import com.campaignsync.domain.query.Measure;
import com.campaignsync.domain.query.MetricSums;
import com.campaignsync.domain.query.MetricsQuery;
import com.campaignsync.domain.query.MetricsReport.CurrencyTotal;
import com.campaignsync.domain.query.MetricsRow;
import com.campaignsync.domain.query.Place;
import com.campaignsync.domain.query.Rate;
import com.campaignsync.domain.query.RowKey;
import com.campaignsync.domain.query.SortField;
import com.campaignsync.domain.query.SortOrder.Term;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The columns of one query's answer in their order: read by place and with their type, days as
 * numbers, which is what reading a row costs least with.
 */
final class MetricsColumns {

  /** One column: its name, what selects it, and its type where there is nothing to select. */
  private record Column(String name, String expression, String type) {}

  private final MetricsQuery query;
  private final List<Measure> measures;
  private final List<Column> columns = new ArrayList<>();
  private final Map<String, Integer> places;

  /**
   * @param offset how many columns stand before these
   */
  MetricsColumns(MetricsQuery query, int offset) {
    this.query = query;
    this.measures = List.copyOf(query.shape().measures());
    addKeys();
    measures.forEach(one -> add(one.wireName(), "g." + one.wireName(), "numeric"));
    for (Term term : query.shape().order().terms()) {
      if (term.field() instanceof Rate rate) {
        add(rate.wireName(), OrderSql.expression(rate), "numeric");
      }
    }
    Map<String, Integer> found = new HashMap<>();
    columns.forEach(column -> found.put(column.name(), offset + found.size()));
    this.places = found;
  }

  private void addKeys() {
    if (has(GroupKey.DATE)) {
      add("date", "g.date - DATE '1970-01-01'", "integer");
    }
    if (has(GroupKey.CAMPAIGN)) {
      add("campaign", "g.campaign", "uuid");
      add("campaign_id", "space.campaign_id", "text");
      add("campaign_name", "space.name", "text");
    }
    if (has(GroupKey.PLATFORM)) {
      add("platform", "g.platform", "text");
    }
    add("currency", "g.currency", "text");
  }

  private boolean has(GroupKey key) {
    return query.grouping().has(key);
  }

  private void add(String name, String expression, String type) {
    columns.add(new Column(name, expression, type));
  }

  /** What selects them from groups called {@code g}, with campaigns called {@code space}. */
  String select() {
    return columns.stream()
        .map(column -> column.expression() + " AS " + column.name())
        .collect(Collectors.joining(", "));
  }

  /** What selects the sums over all groups of a currency in their place. */
  String selectTotals() {
    return columns.stream().map(this::total).collect(Collectors.joining(", "));
  }

  private String total(Column column) {
    if (column.name().equals("currency")) {
      return "currency";
    }
    boolean sum = measures.stream().anyMatch(one -> one.wireName().equals(column.name()));
    return sum ? found("sum(" + column.name() + ")") : "CAST(NULL AS " + column.type() + ")";
  }

  /** Zeros that were filled in would make an unknown total known. */
  private String found(String sum) {
    return query.shape().filled() ? sum + " FILTER (WHERE is_found)" : sum;
  }

  CurrencyTotal total(Readable row) {
    return new CurrencyTotal(currency(row), sums(row));
  }

  MetricsRow row(Readable row) {
    GroupValues key =
        new GroupValues(
            has(GroupKey.DATE) ? day(row) : null,
            has(GroupKey.CAMPAIGN) ? get(row, "campaign", UUID.class) : null,
            has(GroupKey.PLATFORM) ? get(row, "platform", String.class) : null,
            has(GroupKey.CURRENCY) ? currency(row) : null);
    boolean named = has(GroupKey.CAMPAIGN);
    return new MetricsRow(
        key,
        named ? get(row, "campaign_id", String.class) : null,
        named ? get(row, "campaign_name", String.class) : null,
        sums(row),
        currency(row),
        place(row));
  }

  private Place place(Readable row) {
    List<@Nullable Object> values = new ArrayList<>();
    query.shape().order().terms().forEach(term -> values.add(value(row, term.field())));
    return new Place(values);
  }

  private @Nullable Object value(Readable row, SortField field) {
    if (field == RowKey.DATE) {
      return day(row);
    }
    return switch (field.kind()) {
      case DAY -> throw new IllegalStateException("the date is the one day there is");
      case ID -> get(row, field.wireName(), UUID.class);
      case TEXT -> get(row, field.wireName(), String.class);
      case NUMBER -> get(row, field.wireName(), BigDecimal.class);
    };
  }

  private LocalDate day(Readable row) {
    return LocalDate.ofEpochDay(Objects.requireNonNull(get(row, "date", Integer.class)));
  }

  private String currency(Readable row) {
    return Objects.requireNonNull(get(row, "currency", String.class));
  }

  private MetricSums sums(Readable row) {
    Map<Measure, BigDecimal> known = new EnumMap<>(Measure.class);
    for (Measure measure : measures) {
      BigDecimal sum = get(row, measure.wireName(), BigDecimal.class);
      if (sum != null) {
        known.put(measure, sum);
      }
    }
    return MetricSums.of(known);
  }

  private <T> @Nullable T get(Readable row, String column, Class<T> type) {
    return row.get(Objects.requireNonNull(places.get(column)), type);
  }
}
