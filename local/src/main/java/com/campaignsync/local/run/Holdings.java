package com.campaignsync.local.run;

import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.tenant.TenantId;
import com.campaignsync.local.csv.PlausibleDays;
import com.campaignsync.local.run.Accounts.Holding;
import com.google.cloud.bigquery.BigQuery;
import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.QueryJobConfiguration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Which tenants and platforms the local BigQuery holds, asked like anybody else would. */
final class Holdings {

  private static final String QUERY =
      """
      SELECT tenant_id, platform, MIN(metric_date) AS first_day, MAX(metric_date) AS last_day
      FROM `%s.%s.%s`
      WHERE metric_date BETWEEN DATE '%s' AND DATE '%s' AND TRIM(tenant_id) != '' AND TRIM(platform) != ''
      GROUP BY 1, 2 ORDER BY 1, 2""";

  private Holdings() {}

  private static String sql(Entity entity, PlausibleDays days) {
    return QUERY.formatted(
        LocalEnvironment.PROJECT,
        LocalEnvironment.DATASET,
        entity.wireName(),
        days.window().firstDay(),
        days.window().lastDay());
  }

  /** Days that are not plausible, put there by hand, are passed over. */
  static List<Holding> in(BigQuery bigQuery, PlausibleDays days) throws InterruptedException {
    List<Holding> holdings = new ArrayList<>();
    for (Entity entity : Entity.values()) {
      add(bigQuery, entity, days, holdings);
    }
    return holdings;
  }

  private static void add(
      BigQuery bigQuery, Entity entity, PlausibleDays days, List<Holding> holdings)
      throws InterruptedException {
    QueryJobConfiguration query =
        QueryJobConfiguration.newBuilder(sql(entity, days)).setUseLegacySql(false).build();
    for (FieldValueList row : bigQuery.query(query).iterateAll()) {
      String tenant = row.get("tenant_id").getStringValue();
      // What cannot be a tenant's id was counted as unassigned when its file was checked.
      if (tenant.equals(tenant.strip()) && tenant.length() <= TenantId.LENGTH_MAX) {
        holdings.add(
            new Holding(
                entity,
                new TenantId(tenant),
                row.get("platform").getStringValue(),
                LocalDate.parse(row.get("first_day").getStringValue()),
                LocalDate.parse(row.get("last_day").getStringValue())));
      }
    }
  }
}
