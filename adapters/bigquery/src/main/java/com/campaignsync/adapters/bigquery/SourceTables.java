package com.campaignsync.adapters.bigquery;

import com.campaignsync.domain.source.NameJoin;
import com.campaignsync.domain.source.SourceException;
import com.campaignsync.domain.source.SourceMapping;
import com.google.cloud.bigquery.TableId;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Turns a mapping's tables into full names.
 *
 * @param projectId project of a table that names none
 * @param datasetId dataset of a table that names none
 */
record SourceTables(String projectId, String datasetId) {

  /** What BigQuery allows in names that need no quoting, and dashes in a project. */
  private static final Pattern PART = Pattern.compile("[\\p{L}\\p{M}\\p{N}_ -]{1,1024}");

  /**
   * @throws SourceException if the name is none that BigQuery could know
   */
  TableId of(SourceMapping mapping) {
    return named(mapping.table(), projectId, datasetId);
  }

  /**
   * The table of the campaigns' names; a bare name lies beside the source.
   *
   * @throws SourceException if the name is none that BigQuery could know
   */
  TableId joined(SourceMapping mapping) {
    NameJoin names = Objects.requireNonNull(mapping.names(), "the mapping joins no table");
    TableId source = of(mapping);
    return named(names.table(), source.getProject(), source.getDataset());
  }

  private static TableId named(String table, String project, String dataset) {
    List<String> parts = List.of(table.split("\\.", -1));
    if (parts.size() > 3 || !parts.stream().allMatch(part -> PART.matcher(part).matches())) {
      throw new SourceException(
          SourceException.Code.SOURCE_TABLE_NOT_FOUND,
          "'%s' is not table, dataset.table or project.dataset.table".formatted(table),
          null);
    }
    return switch (parts.size()) {
      case 1 -> TableId.of(project, dataset, parts.get(0));
      case 2 -> TableId.of(project, parts.get(0), parts.get(1));
      default -> TableId.of(parts.get(0), parts.get(1), parts.get(2));
    };
  }
}
