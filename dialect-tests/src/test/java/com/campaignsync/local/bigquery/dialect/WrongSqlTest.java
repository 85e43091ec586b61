package com.campaignsync.local.bigquery.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.campaignsync.local.bigquery.schema.SchemaJson;
import com.campaignsync.local.bigquery.schema.TableSchema;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.cloud.bigquery.BigQueryException;
import com.google.zetasql.SqlException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Google's analyzer refuses is refused here, above all where DuckDB would accept it. */
class WrongSqlTest {

  private static final Path FILE = Path.of("..", "bigquery", "schemas", "campaign_metrics.json");

  private static ZetaSql zetaSql;
  private static OurBigQuery ours;

  @BeforeAll
  static void start() throws IOException {
    ZetaSql.assumeItRunsHere();
    TableSchema schema = SchemaJson.read(new ObjectMapper().readTree(FILE.toFile()));
    zetaSql = new ZetaSql();
    zetaSql.addTable("p.d.campaign_metrics", schema);
    ours = new OurBigQuery(FILE);
  }

  @AfterAll
  static void stop() {
    if (ours != null) {
      ours.close();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " | ",
      quoteCharacter = '~',
      textBlock =
          """
          unknown column | SELECT impresions FROM T!
          unknown column in WHERE | SELECT 1 FROM T! WHERE nothing = 1
          unknown column of an alias | SELECT m.nothing FROM T! AS m
          unknown alias | SELECT x.clicks FROM T! AS m
          unknown column in ORDER BY | SELECT clicks FROM T! ORDER BY nothing
          unknown table | SELECT 1 FROM `p.d.nothing`
          unknown function | SELECT foo(clicks) FROM T!
          unknown aggregate | SELECT MEDIAN(clicks) FROM T!
          cast by :: | SELECT '1'::INT64
          cast of a column by :: | SELECT clicks::STRING FROM T!
          unknown type | SELECT CAST(1 AS VARCHAR)
          DuckDB's type | SELECT CAST(1 AS HUGEINT)
          text compared with a number | SELECT 1 FROM T! WHERE clicks = '5'
          number compared with a text | SELECT 1 FROM T! WHERE tenant_id = 5
          text added to a number | SELECT clicks + '1' FROM T!
          SUM of a text | SELECT SUM(tenant_id) FROM T!
          AVG of a date | SELECT AVG(metric_date) FROM T!
          UPPER of a number | SELECT UPPER(clicks) FROM T!
          LENGTH of a number | SELECT LENGTH(clicks) FROM T!
          TRIM of a number | SELECT TRIM(5)
          date plus text | SELECT metric_date + '1' FROM T!
          date compared with a number | SELECT 1 FROM T! WHERE metric_date > 20260101
          missing GROUP BY | SELECT tenant_id, SUM(clicks) FROM T!
          column outside GROUP BY | SELECT tenant_id, platform, COUNT(*) FROM T! GROUP BY tenant_id
          star outside GROUP BY | SELECT * FROM T! GROUP BY tenant_id
          ORDER BY outside GROUP BY | SELECT tenant_id FROM T! GROUP BY tenant_id ORDER BY clicks
          HAVING outside GROUP BY | SELECT tenant_id FROM T! GROUP BY tenant_id HAVING clicks > 1
          aggregate in WHERE | SELECT tenant_id FROM T! WHERE SUM(clicks) > 1 GROUP BY 1
          aggregate in GROUP BY | SELECT SUM(clicks) FROM T! GROUP BY 1
          aggregate of an aggregate | SELECT SUM(MAX(clicks)) FROM T!
          window function in WHERE | SELECT 1 FROM T! WHERE ROW_NUMBER() OVER (ORDER BY clicks) = 1
          window function in HAVING | SELECT tenant_id FROM T! GROUP BY 1 HAVING ROW_NUMBER() OVER () = 1
          window function in an aggregate | SELECT SUM(ROW_NUMBER() OVER ()) FROM T!
          RANK without an order | SELECT RANK() OVER () FROM T!
          LAG without an order | SELECT LAG(clicks) OVER () FROM T!
          FIRST_VALUE without an order | SELECT FIRST_VALUE(clicks) OVER () FROM T!
          RANK with a frame | SELECT RANK() OVER (ORDER BY clicks ROWS 1 PRECEDING) FROM T!
          DISTINCT in an ordered window | SELECT COUNT(DISTINCT clicks) OVER (ORDER BY clicks) FROM T!
          frame that ends early | SELECT SUM(clicks) OVER (ORDER BY clicks ROWS BETWEEN 1 FOLLOWING AND 1 PRECEDING) FROM T!
          frame over a text | SELECT SUM(clicks) OVER (ORDER BY tenant_id RANGE 1 PRECEDING) FROM T!
          partition by a float | SELECT SUM(clicks) OVER (PARTITION BY spend) FROM T!
          DISTINCT of an array | SELECT DISTINCT a FROM (SELECT [1] AS a)
          GROUP BY an array | SELECT 1 FROM (SELECT [1] AS a) GROUP BY a
          ORDER BY an array | SELECT a FROM (SELECT [1] AS a) ORDER BY a
          MIN of an array | SELECT MIN(a) FROM (SELECT [1] AS a)
          COUNT DISTINCT of an array | SELECT COUNT(DISTINCT a) FROM (SELECT [1] AS a)
          UNION DISTINCT of arrays | SELECT [1] UNION DISTINCT SELECT [1]
          GROUP BY a literal | SELECT 1 FROM T! GROUP BY 'a'
          ORDER BY a literal | SELECT clicks FROM T! ORDER BY 'a'
          NOT of a literal NULL | SELECT NOT NULL
          equal to a literal NULL | SELECT clicks = NULL FROM T!
          a REST type in CAST | SELECT CAST(1 AS FLOAT)
          WHERE without FROM | SELECT 1 WHERE TRUE
          DISTINCT without FROM | SELECT DISTINCT 1
          aggregate without FROM | SELECT COUNT(*)
          ORDER BY without FROM | SELECT 1 ORDER BY 1
          HAVING without GROUP BY | SELECT clicks FROM T! HAVING clicks > 1
          QUALIFY without a window | SELECT clicks FROM T! QUALIFY clicks > 1
          negative LIMIT | SELECT 1 LIMIT -1
          EXCEPT of an unknown column | SELECT * EXCEPT (nothing) FROM T!
          EXCEPT of all columns | SELECT * EXCEPT (a) FROM (SELECT 1 AS a)
          ambiguous column of a subquery | SELECT a FROM (SELECT 1 AS a, 2 AS a)
          aggregate of an alias in HAVING | SELECT SUM(clicks) AS c FROM T! HAVING SUM(c) > 1
          months added to a timestamp | SELECT TIMESTAMP_ADD(TIMESTAMP '2026-01-01', INTERVAL 1 MONTH)
          weeks between timestamps | SELECT TIMESTAMP_DIFF(TIMESTAMP '2026-01-01', TIMESTAMP '2025-01-01', WEEK)
          JSON from a text by CAST | SELECT CAST('{}' AS JSON)
          equality of JSON | SELECT JSON '1' = JSON '1'
          a column set twice | UPDATE T! SET clicks = 1, clicks = 2 WHERE TRUE
          window without OVER | SELECT ROW_NUMBER() FROM T!
          SELECT alias in WHERE | SELECT clicks AS c FROM T! WHERE c > 1
          ambiguous column | SELECT clicks FROM T! AS a JOIN T! AS b ON a.tenant_id = b.tenant_id
          duplicate alias of a table | SELECT 1 FROM T! AS a, T! AS a
          GROUP BY position out of range | SELECT tenant_id FROM T! GROUP BY 2
          ORDER BY position out of range | SELECT tenant_id FROM T! ORDER BY 2
          WHERE of a number | SELECT 1 FROM T! WHERE clicks
          IF of a number | SELECT IF(clicks, 1, 2) FROM T!
          IF of two types | SELECT IF(TRUE, 1, 'x')
          CASE of two types | SELECT CASE WHEN TRUE THEN 1 ELSE 'x' END
          COALESCE of two types | SELECT COALESCE(clicks, 'none') FROM T!
          IN of two types | SELECT clicks IN ('1', '2') FROM T!
          IN UNNEST of no array | SELECT clicks IN UNNEST(5) FROM T!
          COUNTIF of a number | SELECT COUNTIF(clicks) FROM T!
          SAFE_DIVIDE of a text | SELECT SAFE_DIVIDE('1', 2)
          DATE_DIFF without a part | SELECT DATE_DIFF(metric_date, metric_date) FROM T!
          DuckDB's date_diff | SELECT date_diff('day', metric_date, metric_date) FROM T!
          DuckDB's date_trunc | SELECT date_trunc('month', metric_date) FROM T!
          DATE_ADD without INTERVAL | SELECT DATE_ADD(metric_date, 1) FROM T!
          unknown date part | SELECT DATE_TRUNC(metric_date, FORTNIGHT) FROM T!
          DuckDB's list_sum | SELECT list_sum([1])
          DuckDB's strftime | SELECT strftime(metric_date, '%Y') FROM T!
          DuckDB's epoch | SELECT epoch(metric_date) FROM T!
          DuckDB's regexp_matches | SELECT regexp_matches('a', 'a')
          DuckDB's printf | SELECT printf('%d', 1)
          DuckDB's read_csv | SELECT * FROM read_csv('x.csv')
          DuckDB's range | SELECT * FROM range(3)
          our own macro | SELECT bq_float64_divide(1.0, 2.0)
          DuckDB's file table | SELECT * FROM 'x.csv'
          DuckDB's FROM first | FROM T!
          DuckDB's FILTER | SELECT COUNT(*) FILTER (WHERE clicks > 1) FROM T!
          DuckDB's ILIKE | SELECT 'a' ILIKE 'A'
          DuckDB's SELECT COLUMNS | SELECT COLUMNS('c.*') FROM T!
          DuckDB's EXCLUDE | SELECT * EXCLUDE (clicks) FROM T!
          DuckDB's ORDER BY ALL | SELECT clicks FROM T! ORDER BY ALL
          DuckDB's list comprehension | SELECT [x FOR x IN [1]]
          DuckDB's slice | SELECT 'abc'[1:2]
          DuckDB's integer division | SELECT 7 // 2
          DuckDB's modulo | SELECT 7 % 2
          DuckDB's power | SELECT 2 ** 3
          DuckDB's dollar quotes | SELECT $$text$$
          DuckDB's IS NOT DISTINCT sample | SELECT clicks FROM T! USING SAMPLE 10
          UNION without ALL | SELECT 1 UNION SELECT 2
          UNION of other widths | SELECT 1 UNION ALL SELECT 1, 2
          UNION of other types | SELECT 1 UNION ALL SELECT 'x'
          LIMIT of an expression | SELECT 1 LIMIT 1 + 1
          negative LIMIT | SELECT 1 LIMIT -1
          ORDER BY index in an aggregate | SELECT STRING_AGG(tenant_id ORDER BY 1) FROM T!
          ORDER BY literal in an aggregate | SELECT STRING_AGG(tenant_id ORDER BY 'a') FROM T!
          missing parenthesis | SELECT (1
          two statements' words | SELECT 1 SELECT 2
          trailing words | SELECT 1 FROM T! AS a b c
          INSERT of too many | INSERT INTO T! (clicks) VALUES (1, 2)
          INSERT of a text | INSERT INTO T! (clicks) VALUES ('x')
          UPDATE of a text | UPDATE T! SET clicks = 'x' WHERE TRUE
          UPDATE without WHERE | UPDATE T! SET clicks = 1
          DELETE without WHERE | DELETE FROM T!
          unknown parameter | SELECT @missing
          scalar subquery of two columns | SELECT (SELECT 1, 2)
          bad date | SELECT DATE '2026-02-30'
          bad escape | SELECT '\\q'
          """)
  void statement_isRefusedByBoth(String rule, String sql) {
    String statement = sql.replace("T!", "`p.d.campaign_metrics`");
    assertThrows(SqlException.class, () -> zetaSql.analyze(statement), "ZetaSQL accepts: " + rule);
    BigQueryException refusal =
        assertThrows(BigQueryException.class, () -> ours.run(statement), "accepted here: " + rule);
    String reason = rule.equals("unknown table") ? "notFound" : "invalidQuery";
    assertEquals(reason, refusal.getReason(), refusal.getMessage());
  }
}
