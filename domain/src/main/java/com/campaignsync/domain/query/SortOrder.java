package com.campaignsync.domain.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An order of rows in which no two are equal: what was asked for, then whatever group keys remain.
 * Unknown values come last, whichever the direction.
 *
 * @param terms the first decides; the following ones among rows that are equal so far
 */
public record SortOrder(List<Term> terms) {

  /** Copies the terms. */
  public SortOrder {
    terms = List.copyOf(terms);
  }

  /**
   * One thing to sort by.
   *
   * @param field what
   * @param descending the largest first
   */
  public record Term(SortField field, boolean descending) {}

  /** By the group keys alone. */
  public static SortOrder byKeys(Grouping grouping) {
    return completed(List.of(), grouping);
  }

  /**
   * Reads names separated by commas, a minus before those that descend; empty if one is no field,
   * no column of the grouping's rows, or given twice.
   */
  public static Optional<SortOrder> parse(String text, Grouping grouping) {
    List<Term> terms = new ArrayList<>();
    for (String word : text.split(",", -1)) {
      boolean descending = word.startsWith("-");
      Optional<SortField> field = field(descending ? word.substring(1) : word, grouping);
      if (field.isEmpty() || has(terms, field.get())) {
        return Optional.empty();
      }
      terms.add(new Term(field.get(), descending));
    }
    return Optional.of(completed(terms, grouping));
  }

  /** The names that rows of a grouping can be sorted by. */
  public static List<String> names(Grouping grouping) {
    return fields(grouping).map(SortField::wireName).toList();
  }

  private static Stream<SortField> fields(Grouping grouping) {
    return Stream.concat(RowKey.in(grouping).stream(), Field.all().stream());
  }

  private static Optional<SortField> field(String name, Grouping grouping) {
    return fields(grouping).filter(field -> field.wireName().equals(name)).findFirst();
  }

  private static SortOrder completed(List<Term> asked, Grouping grouping) {
    List<Term> terms = new ArrayList<>(asked);
    for (GroupKey key : grouping.keys()) {
      if (!has(asked, RowKey.of(key))) {
        terms.add(new Term(RowKey.of(key), false));
      }
    }
    return new SortOrder(terms);
  }

  private static boolean has(List<Term> terms, SortField field) {
    return terms.stream().anyMatch(term -> term.field().equals(field));
  }

  /** The names, as {@link #parse} reads them. */
  public String wireName() {
    return String.join(
        ",",
        terms.stream()
            .map(term -> (term.descending() ? "-" : "") + term.field().wireName())
            .toList());
  }
}
