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

  /**
   * What some kind of rows can be sorted by.
   *
   * @param fields all of it
   * @param keys what tells the rows apart, in the order that decides where nothing else does
   */
  public record Rule(List<? extends SortField> fields, List<? extends SortField> keys) {

    /** Copies the lists. */
    public Rule {
      fields = List.copyOf(fields);
      keys = List.copyOf(keys);
    }

    /**
     * Reads names separated by commas, a minus before those that descend; empty if one is no field
     * of these rows, or given twice.
     */
    public Optional<SortOrder> parse(String text) {
      List<Term> terms = new ArrayList<>();
      for (String word : text.split(",", -1)) {
        boolean descending = word.startsWith("-");
        Optional<? extends SortField> field = field(descending ? word.substring(1) : word);
        if (field.isEmpty() || has(terms, field.get())) {
          return Optional.empty();
        }
        terms.add(new Term(field.get(), descending));
      }
      return Optional.of(completed(terms, keys));
    }

    private Optional<? extends SortField> field(String name) {
      return fields.stream().filter(field -> field.wireName().equals(name)).findFirst();
    }

    /** The names that {@link #parse} reads. */
    public List<String> names() {
      return fields.stream().map(SortField::wireName).toList();
    }
  }

  /** The rule of rows of metrics: what tells them apart, and every figure. */
  public static Rule of(Grouping grouping) {
    return new Rule(
        Stream.concat(RowKey.in(grouping).stream(), Field.all().stream()).toList(), keys(grouping));
  }

  /** By the group keys alone. */
  public static SortOrder byKeys(Grouping grouping) {
    return completed(List.of(), keys(grouping));
  }

  private static List<RowKey> keys(Grouping grouping) {
    return grouping.keys().stream().map(RowKey::of).toList();
  }

  private static SortOrder completed(List<Term> asked, List<? extends SortField> keys) {
    List<Term> terms = new ArrayList<>(asked);
    for (SortField key : keys) {
      if (!has(asked, key)) {
        terms.add(new Term(key, false));
      }
    }
    return new SortOrder(terms);
  }

  private static boolean has(List<Term> terms, SortField field) {
    return terms.stream().anyMatch(term -> term.field().equals(field));
  }

  /** The names, as {@link Rule#parse} reads them. */
  public String wireName() {
    return String.join(
        ",",
        terms.stream()
            .map(term -> (term.descending() ? "-" : "") + term.field().wireName())
            .toList());
  }
}
