package com.campaignsync.local.csv;

import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.source.SourceColumn;
import com.campaignsync.domain.tenant.TenantId;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A CSV file of an entity's metrics, in the columns of the BigQuery table of that entity. */
public final class MetricsCsv {

  private final Path path;
  private final CsvFile file;
  private final int tenantAt;
  private final int platformAt;
  private final int dateAt;

  /**
   * @param columns the table's columns, name and type
   */
  public MetricsCsv(Path path, Entity entity, List<CsvColumn> columns) {
    this.path = path;
    this.file =
        new CsvFile(
            path, columns.stream().map(column -> requiredIfNeeded(column, entity)).toList());
    List<String> names = columns.stream().map(CsvColumn::name).toList();
    this.tenantAt = names.indexOf(SourceColumn.TENANT_ID.defaultName());
    this.platformAt = names.indexOf(SourceColumn.PLATFORM.defaultName());
    this.dateAt = names.indexOf(SourceColumn.METRIC_DATE.defaultName());
  }

  /** Whom the file's rows belong to. */
  public record Summary(Path path, String contentKey, long rows, Unassigned unassigned) {}

  /**
   * Reads the whole file without keeping it.
   *
   * @throws CsvProblem if it cannot be loaded
   */
  public Summary check(PlausibleDays days) {
    Unassigned unassigned = new Unassigned();
    try (Stream<CsvFile.Row> rows = file.rows()) {
      long count =
          rows.mapToLong(
                  row -> {
                    if (row.values().get(dateAt) instanceof LocalDate day) {
                      days.require(day, path, row.line());
                    }
                    unassigned.note(row.line(), unassignedReason(row.values()));
                    return 1;
                  })
              .sum();
      return new Summary(path, file.contentKey(), count, unassigned);
    }
  }

  /** The file itself, for loading. */
  public CsvFile file() {
    return file;
  }

  private Unassigned.@Nullable Reason unassignedReason(List<@Nullable Object> values) {
    if (!isTenant(values.get(tenantAt))) {
      return Unassigned.Reason.NO_TENANT_ID;
    }
    if (!(values.get(platformAt) instanceof String platform) || platform.isBlank()) {
      return Unassigned.Reason.NO_PLATFORM;
    }
    return values.get(dateAt) == null ? Unassigned.Reason.NO_METRIC_DATE : null;
  }

  /** Whether a value can be a tenant's id. */
  static boolean isTenant(@Nullable Object value) {
    return value instanceof String text
        && !text.isBlank()
        && text.equals(text.strip())
        && text.length() <= TenantId.LENGTH_MAX;
  }

  private static CsvColumn requiredIfNeeded(CsvColumn column, Entity entity) {
    boolean required =
        Arrays.stream(SourceColumn.values())
            .anyMatch(
                source -> source.defaultName().equals(column.name()) && source.requiredOf(entity));
    return new CsvColumn(column.name(), column.type(), required);
  }
}
