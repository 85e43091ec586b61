package com.campaignsync.local.bigquery.read;

import com.campaignsync.local.bigquery.schema.Column;
import com.campaignsync.local.bigquery.schema.TableRef;
import com.campaignsync.local.bigquery.storage.Results;
import com.campaignsync.local.bigquery.storage.Results.Result;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Makes sessions: finds the rows, copies them if they could still change, and splits them. */
final class SessionMaker {

  private final RestrictedRows restricted;
  private final Results results;
  private final InstantSource clock;
  private final String location;

  SessionMaker(RestrictedRows restricted, Results results, InstantSource clock, String location) {
    this.restricted = restricted;
    this.results = results;
    this.clock = clock;
    this.location = location.toLowerCase(Locale.ROOT);
  }

  Session make(SessionRequest request) throws SQLException {
    TableRef table = request.table();
    boolean unchanging = table.dataset().equals(Results.DATASET) && request.restriction().isBlank();
    return unchanging ? ofResult(request) : ofCopy(request);
  }

  /** A query's result never changes: read where it lies. */
  private Session ofResult(SessionRequest request) {
    TableRef table = request.table();
    Result result = results.require(table.project(), table.table());
    List<Column> wanted = selected(result.columns(), request.fields());
    List<ReadColumn> columns = new ArrayList<>();
    for (int i = 0; i < result.columns().size(); i++) {
      if (wanted.contains(result.columns().get(i))) {
        columns.add(new ReadColumn(result.columns().get(i), "c" + i));
      }
    }
    return session(request, result, columns);
  }

  private Session ofCopy(SessionRequest request) throws SQLException {
    List<Column> wanted = selected(restricted.columns(request.table()), request.fields());
    Result copy = restricted.copy(request.table(), wanted, request.restriction());
    List<ReadColumn> columns = new ArrayList<>();
    for (Column column : wanted) {
      columns.add(new ReadColumn(column, "c" + columns.size()));
    }
    return session(request, copy, columns);
  }

  private Session session(SessionRequest request, Result rows, List<ReadColumn> columns) {
    String name =
        "%s/locations/%s/sessions/%s".formatted(request.parent(), location, UUID.randomUUID());
    return new Session(
        name,
        rows,
        columns,
        ArrowSchemas.of(columns.stream().map(ReadColumn::column).toList()),
        RowRange.split(rows.rows(), request.streamsMax()),
        clock.instant().plus(Sessions.LIFE));
  }

  /** The wanted columns in the table's order, as BigQuery gives them. */
  private static List<Column> selected(List<Column> all, List<String> fields) {
    if (fields.isEmpty()) {
      return all;
    }
    Set<String> wanted = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    wanted.addAll(fields);
    List<Column> found = all.stream().filter(c -> wanted.remove(c.name())).toList();
    if (!wanted.isEmpty()) {
      throw ReadErrors.invalid(
          "The following selected fields do not exist in the table schema: "
              + String.join(", ", wanted));
    }
    return found;
  }
}
