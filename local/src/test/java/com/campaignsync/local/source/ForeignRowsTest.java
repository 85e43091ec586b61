package com.campaignsync.local.source;

import static com.campaignsync.domain.metric.Entity.CAMPAIGN_METRICS;
import static com.campaignsync.local.source.SourceFixture.IDENTITY;
import static com.campaignsync.local.source.SourceFixture.target;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.campaignsync.domain.source.MappingDocument;
import com.campaignsync.domain.source.ReadTarget;
import com.campaignsync.domain.source.SourceMapping;
import com.campaignsync.domain.source.SourceSample;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.bigquery.TableInfo;
import com.google.cloud.bigquery.ViewDefinition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Mappings that would take rows of other tenants or platforms are warned of, whatever is there. */
class ForeignRowsTest {

  private static final ReadTarget ACME = target(1, "acme", "x_ads", null, "USD");

  private static final Map<String, String> CONSTANT_TENANT = Map.of("constant", "acme");

  private static final String TENANTS =
      "the source has a column tenant_id and the mapping does not select by it: all its rows,"
          + " whoever's they are, would become acme's; map tenant_id unless that is meant";

  private static final String PLATFORMS =
      "the source has a column platform and the mapping does not select by it: rows of every"
          + " platform would be taken as x_ads's, and those that another connection of this tenant"
          + " reads from this source would count twice; map platform unless that is meant";

  private final SourceFixture bigQuery = new SourceFixture();

  @AfterEach
  void stop() {
    bigQuery.close();
  }

  @Test
  void constants_areWarnedOf_thoughEveryRowLookedAtIsOnesOwn() throws InterruptedException {
    SourceMapping all = mapping("tenant_id", CONSTANT_TENANT, "platform", of("x_ads"));
    assertEquals(List.of(TENANTS, PLATFORMS), warnings(all), "of an empty table");

    rows("('acme', 'x_ads', 'c1', '2026-11-11')");

    assertEquals(List.of(TENANTS, PLATFORMS), warnings(all));
    assertEquals(List.of(), warnings(IDENTITY));
  }

  @Test
  void rowsOfOthers_areEvidence_namingNobody() throws InterruptedException {
    rows(
        "('initech', 'google_ads', 'c', '2026-11-11'), ('acme', 'x_ads', 'c', '2026-11-11'),"
            + " (NULL, 'x_ads', 'c', '2026-11-11')");

    assertEquals(
        List.of(
            TENANTS + " (of the 3 rows looked at 2 are not 'acme')",
            PLATFORMS + " (of the 3 rows looked at 1 are not 'x_ads')"),
        warnings(mapping("tenant_id", CONSTANT_TENANT, "platform", of("x_ads"))));
  }

  @Test
  void aTenantColumnThatIsSaidToBeAbsent_isWarnedOf_andOfWhichPlatformsRows() {
    assertEquals(
        List.of(TENANTS.replace("all its rows", "all its rows of platform 'x_ads'")),
        warnings(mapping("tenant_id", null)));
    assertEquals(
        List.of(TENANTS.replace("all its rows", "all its rows of platform 'x_ads' of account '7'")),
        validate(
                mapping("tenant_id", null, "account_id", "campaign_name"),
                target(1, "acme", "x_ads", "7", "USD"))
            .warnings());
    assertEquals(List.of(PLATFORMS), warnings(mapping("platform", null)));
  }

  @Test
  void anotherColumnThanTenantId_isNamed() {
    assertEquals(
        List.of(
            "the source has a column tenant_id and the mapping selects by account_id instead: all"
                + " its rows whose account_id is 'acme' of platform 'x_ads', whoever's they are,"
                + " would become acme's; map tenant_id unless that is meant"),
        warnings(mapping("tenant_id", "account_id")));
    assertEquals(List.of(), warnings(mapping("tenant_id", "Tenant_ID")));
  }

  @Test
  void viewsAreWarnedOfLikeTables() {
    bigQuery.client.create(
        TableInfo.of(
            TableId.of("engarde_analytics", "v"),
            ViewDefinition.newBuilder(
                    "SELECT * FROM `proj-local.engarde_analytics.campaign_metrics`")
                .setUseLegacySql(false)
                .build()));

    assertEquals(
        List.of(TENANTS, PLATFORMS),
        warnings(
            MappingDocument.parse(
                "v", Map.of("tenant_id", CONSTANT_TENANT, "platform", of("x_ads")))));
  }

  private static Map<String, String> of(String constant) {
    return Map.of("constant", constant);
  }

  private static SourceMapping mapping(@Nullable Object... keysAndValues) {
    Map<String, @Nullable Object> document = new HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      document.put(String.valueOf(keysAndValues[i]), keysAndValues[i + 1]);
    }
    return MappingDocument.parse("campaign_metrics", document);
  }

  private void rows(String values) throws InterruptedException {
    bigQuery.run(
        ("INSERT INTO engarde_analytics.campaign_metrics (tenant_id, platform, campaign_id,"
                + " metric_date) VALUES %s")
            .formatted(values));
  }

  private List<String> warnings(SourceMapping mapping) {
    return validate(mapping, ACME).warnings();
  }

  private SourceSample validate(SourceMapping mapping, ReadTarget target) {
    return Objects.requireNonNull(
        bigQuery.source().validate(CAMPAIGN_METRICS, mapping, target).block());
  }
}
