package com.campaignsync.local.bigquery.analysis;

import com.campaignsync.local.bigquery.schema.SqlType;
import com.campaignsync.local.bigquery.schema.ValueType;
import com.campaignsync.local.bigquery.sql.Expr;
import com.campaignsync.local.bigquery.sql.SqlException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * FORMAT_DATE and its like, and PARSE_DATE. The format must be a literal of elements that DuckDB
 * writes as BigQuery does, or that are made of such.
 */
final class DateFormats {

  private static final String SAME_OF_DATES = "YGmdjAaBbyUVWuw%";
  private static final String SAME_OF_TIMES = "HMSIp";
  private static final Map<Character, String> MADE_OF_DATES =
      Map.of('F', "%Y-%m-%d", 'D', "%m/%d/%y", 'x', "%m/%d/%y", 'h', "%b");
  private static final Map<Character, String> MADE_OF_TIMES =
      Map.of('T', "%H:%M:%S", 'X', "%H:%M:%S", 'R', "%H:%M");

  private DateFormats() {}

  static Sql format(SqlType type, Expr.Call call, ExprTranslator t) {
    String format = format(call, type != SqlType.DATE);
    String value = argument(type, call, t).text();
    boolean years = format.contains("%Y") || format.contains("%G");
    return Sql.of(years ? withYears(value, format) : strftime(value, format), SqlType.STRING);
  }

  static Sql parseDate(Expr.Call call, ExprTranslator t) {
    String value = argument(SqlType.STRING, call, t).text();
    String format = format(call, false);
    if (!format.contains("%Y") && !format.contains("%y")) { // BigQuery takes 1970, DuckDB 1900
      throw SqlException.invalid("PARSE_DATE without a year is not supported locally", call.at());
    }
    String text = "strptime(" + value + ", " + Literals.string(format) + ")";
    return Sql.of("bq_date_in_range(CAST(" + text + " AS DATE))", SqlType.DATE);
  }

  private static Sql argument(SqlType type, Expr.Call call, ExprTranslator t) {
    Sql value = t.translate(call.arguments().get(1));
    Sql coerced = Coercion.coerce(value, ValueType.of(type));
    if (coerced == null) {
      throw CallTranslator.noMatch(call, List.of(value));
    }
    return coerced;
  }

  /** BigQuery writes a year before 1000 with less than four digits, DuckDB with four. */
  private static String withYears(String value, String format) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int i = format.indexOf('%'); i >= 0; i = format.indexOf('%', i + 2)) {
      char element = format.charAt(i + 1);
      if (element == 'Y' || element == 'G') {
        parts.add(strftime(value, format.substring(from, i)));
        String year = element == 'Y' ? "year(" : "isoyear(";
        parts.add("CAST(" + year + value + ") AS VARCHAR)");
        from = i + 2;
      }
    }
    parts.add(strftime(value, format.substring(from)));
    // The ISO year of a day in 1000 may be 999.
    return "(CASE WHEN year(%s) <= 1000 THEN (%s) ELSE %s END)"
        .formatted(value, String.join(" || ", parts), strftime(value, format));
  }

  private static String strftime(String value, String format) {
    return format.isEmpty() // which DuckDB refuses
        ? "(CASE WHEN " + value + " IS NOT NULL THEN '' END)"
        : "strftime(" + value + ", " + Literals.string(format) + ")";
  }

  /** The format in DuckDB's elements. */
  private static String format(Expr.Call call, boolean times) {
    if (!(call.arguments().get(0) instanceof Expr.Literal literal)
        || literal.type() != SqlType.STRING) {
      throw SqlException.invalid(call.name() + " needs a literal format locally", call.at());
    }
    String text = literal.text();
    StringBuilder format = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != '%') {
        format.append(text.charAt(i));
      } else {
        i++;
        format.append(element(i < text.length() ? text.charAt(i) : '\0', times, call));
      }
    }
    return format.toString();
  }

  private static String element(char element, boolean times, Expr.Call call) {
    boolean same =
        SAME_OF_DATES.indexOf(element) >= 0 || (times && SAME_OF_TIMES.indexOf(element) >= 0);
    String made = MADE_OF_DATES.get(element);
    if (made == null && times) {
      made = MADE_OF_TIMES.get(element);
    }
    if (!same && made == null) {
      String name = element == '\0' ? "%" : "%" + element;
      throw SqlException.invalid(
          call.name() + " with the format element " + name + " is not supported locally",
          call.at());
    }
    return made == null ? "%" + element : made;
  }
}
