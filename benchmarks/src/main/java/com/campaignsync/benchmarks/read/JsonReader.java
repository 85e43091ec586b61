package com.campaignsync.benchmarks.read;

import com.google.cloud.NoCredentials;
import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.BigQueryOptions;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.JobId;
import java.time.LocalDate;

/** Google's BigQuery client, paging over REST. */
final class JsonReader implements Reader {

  /** As many as the service takes in a page: the fewest requests. */
  static final int ROWS_PER_PAGE = 50_000;

  private final BigQuery client;
  private final JobId job;

  JsonReader(String host, String project, String job) {
    this.client =
        BigQueryOptions.newBuilder()
            .setHost(host)
            .setProjectId(project)
            .setCredentials(NoCredentials.getInstance())
            .build()
            .getService();
    this.job = JobId.newBuilder().setProject(project).setJob(job).setLocation("US").build();
  }

  @Override
  public String name() {
    return "JSON pages";
  }

  @Override
  public boolean decodes() {
    return true;
  }

  @Override
  public Totals read() throws InterruptedException {
    Sum sum = new Sum();
    var pageSize = BigQuery.QueryResultsOption.pageSize(ROWS_PER_PAGE);
    for (FieldValueList row : client.getJob(job).getQueryResults(pageSize).iterateAll()) {
      sum.add(
          row.get(0).getStringValue(),
          row.get(1).getStringValue(),
          LocalDate.parse(row.get(2).getStringValue()),
          row.get(3).getLongValue(),
          row.get(4).getLongValue(),
          row.get(5).getNumericValue());
    }
    return sum.totals();
  }
}
