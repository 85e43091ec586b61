package com.campaignsync.domain.query;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A figure of a row: a sum, or a ratio of two sums. */
public sealed interface Field extends SortField permits Measure, Rate {

  /** The sums it is made of. */
  List<Measure> measures();

  /** Its value in some sums; null is unknown. */
  @Nullable BigDecimal in(MetricSums sums);

  @Override
  default Kind kind() {
    return Kind.NUMBER;
  }

  /** All there are, sums before ratios. */
  static List<Field> all() {
    List<Field> all = new ArrayList<>(List.of(Measure.values()));
    all.addAll(List.of(Rate.values()));
    return List.copyOf(all);
  }

  /** The names of all there are, in their order. */
  static List<String> names() {
    return all().stream().map(Field::wireName).toList();
  }

  /** The field of that name; empty if there is none. */
  static Optional<Field> of(String name) {
    return all().stream().filter(field -> field.wireName().equals(name)).findFirst();
  }

  /** Reads names separated by commas, keeping their order; empty if one is unknown or repeated. */
  static Optional<List<Field>> parse(String text) {
    List<Field> fields = new ArrayList<>();
    for (String name : text.split(",", -1)) {
      Optional<Field> field = of(name);
      if (field.isEmpty() || fields.contains(field.get())) {
        return Optional.empty();
      }
      fields.add(field.get());
    }
    return Optional.of(List.copyOf(fields));
  }
}
