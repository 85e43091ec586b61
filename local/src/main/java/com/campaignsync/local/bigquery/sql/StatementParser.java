package com.campaignsync.local.bigquery.sql;

import com.campaignsync.local.bigquery.sql.Statement.Assignment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parses one statement: a query, INSERT, UPDATE, DELETE or MERGE. */
public final class StatementParser {

  private static final Set<String> KNOWN_ELSEWHERE =
      Set.of(
          "CREATE",
          "DROP",
          "ALTER",
          "TRUNCATE",
          "EXPORT",
          "LOAD",
          "CALL",
          "DECLARE",
          "SET",
          "BEGIN",
          "COMMIT",
          "ROLLBACK",
          "GRANT",
          "REVOKE",
          "EXECUTE",
          "ASSERT");

  private final TokenCursor cursor;
  private final QueryParser queries;
  private final ExpressionParser expressions;
  private final RelationParser relations;

  private StatementParser(String sql) {
    this.cursor = new TokenCursor(Tokenizer.tokenize(sql));
    this.queries = new QueryParser(cursor);
    this.expressions = queries.expressions();
    this.relations = queries.relations();
  }

  /**
   * Parses the one statement in {@code sql}.
   *
   * @throws SqlException with BigQuery's message if it is not a statement this server runs
   */
  public static Statement parse(String sql) {
    StatementParser parser = new StatementParser(sql);
    Statement statement = parser.statement();
    parser.cursor.acceptSymbol(";");
    if (parser.cursor.peek().kind() != Token.Kind.END) {
      throw parser.cursor.unexpected("end of input");
    }
    return statement;
  }

  /**
   * Parses the statements in {@code sql}, separated by semicolons; at least one.
   *
   * @throws SqlException with BigQuery's message if one of them is not a statement this server runs
   */
  public static List<ScriptStatement> parseScript(String sql) {
    StatementParser parser = new StatementParser(sql);
    List<ScriptStatement> statements = new ArrayList<>();
    do {
      statements.add(parser.scriptStatement(sql));
    } while (parser.cursor.acceptSymbol(";") && !parser.atEnd());
    if (!parser.atEnd()) {
      throw parser.cursor.unexpected("end of input");
    }
    return statements;
  }

  private ScriptStatement scriptStatement(String sql) {
    Position start = cursor.at();
    int parameters = cursor.positionalParameters();
    Statement statement = statement();
    Position end = cursor.at();
    String text = sql.substring(start.offsetIn(sql), end.offsetIn(sql)).strip();
    return new ScriptStatement(statement, text, start, end, parameters);
  }

  private boolean atEnd() {
    return cursor.peek().kind() == Token.Kind.END;
  }

  /**
   * Parses a condition on the rows of one table that stands alone, as a WHERE clause without its
   * keyword.
   *
   * @throws SqlException if it is no expression, holds a subquery or something follows it
   */
  public static Expr parseCondition(String sql) {
    // SELECT is a reserved word: nothing but a subquery has it.
    for (Token token : Tokenizer.tokenize(sql)) {
      if (token.isWord("SELECT")) {
        throw SqlException.invalid("Subqueries are not allowed in a row restriction", token.at());
      }
    }
    StatementParser parser = new StatementParser(sql);
    Expr condition = parser.expressions.expression();
    if (parser.cursor.peek().kind() != Token.Kind.END) {
      throw parser.cursor.unexpected("end of input");
    }
    return condition;
  }

  /**
   * Parses a view's query.
   *
   * @throws SqlException if it is not one query
   */
  public static Query parseQuery(String sql) {
    if (parse(sql) instanceof Statement.Select select) {
      return select.query();
    }
    throw SqlException.invalid("A view's definition must be a query");
  }

  private Statement statement() {
    if (queries.startsHere()) {
      return new Statement.Select(queries.query());
    }
    if (cursor.accept("INSERT")) {
      return insert();
    }
    if (cursor.accept("UPDATE")) {
      return update();
    }
    if (cursor.accept("DELETE")) {
      return delete();
    }
    if (cursor.accept("MERGE")) {
      return merge();
    }
    Token first = cursor.peek();
    String word = first.text().toUpperCase(Locale.ROOT);
    if (KNOWN_ELSEWHERE.contains(word)) {
      throw SqlException.invalid(word + " statements are not supported locally", first.at());
    }
    throw cursor.unexpected();
  }

  private Statement insert() {
    cursor.accept("INTO");
    Position at = cursor.at();
    // No alias in INSERT: VALUES would be taken for one.
    Query.Table target = new Query.Table(relations.tablePath(), null, at);
    List<String> columns =
        cursor.peek().isSymbol("(") && !queries.startsHere()
            ? cursor.namesInParentheses()
            : List.of();
    if (!cursor.accept("VALUES")) {
      return new Statement.Insert(target, columns, List.of(), queries.query());
    }
    List<List<Expr>> rows = new ArrayList<>();
    do {
      rows.add(values());
    } while (cursor.acceptSymbol(","));
    return new Statement.Insert(target, columns, rows, null);
  }

  private List<Expr> values() {
    cursor.expectSymbol("(");
    List<Expr> values = expressions.list();
    cursor.expectSymbol(")");
    return values;
  }

  private Statement update() {
    Query.Table target = relations.table();
    cursor.expect("SET");
    List<Assignment> set = assignments();
    Query.@Nullable Relation from = cursor.accept("FROM") ? relations.relation() : null;
    return new Statement.Update(target, set, from, where("UPDATE"));
  }

  private Statement delete() {
    cursor.accept("FROM");
    return new Statement.Delete(relations.table(), where("DELETE"));
  }

  private Expr where(String statement) {
    if (!cursor.accept("WHERE")) {
      throw SqlException.invalid(statement + " must have a WHERE clause", cursor.at());
    }
    return expressions.expression();
  }

  private List<Assignment> assignments() {
    List<Assignment> set = new ArrayList<>();
    do {
      Position at = cursor.at();
      String column = cursor.name();
      // The target may be named before the column: SET t.spend = 1.
      String last = cursor.acceptSymbol(".") ? cursor.name() : column;
      cursor.expectSymbol("=");
      set.add(new Assignment(last, valueOrDefault(), at));
    } while (cursor.acceptSymbol(","));
    return set;
  }

  private @Nullable Expr valueOrDefault() {
    return cursor.accept("DEFAULT") ? null : expressions.expression();
  }

  private Statement merge() {
    cursor.accept("INTO");
    Query.Table target = relations.table();
    cursor.expect("USING");
    Query.Relation source = relations.relation();
    cursor.expect("ON");
    Expr on = expressions.expression();
    List<Statement.MergeClause> clauses = new ArrayList<>();
    while (cursor.peek().isWord("WHEN")) {
      clauses.add(mergeClause());
    }
    if (clauses.isEmpty()) {
      throw cursor.unexpected("keyword WHEN");
    }
    return new Statement.Merge(target, source, on, clauses);
  }

  private Statement.MergeClause mergeClause() {
    Position at = cursor.next().at();
    String matched = mergeMatch();
    @Nullable Expr condition = cursor.accept("AND") ? expressions.expression() : null;
    cursor.expect("THEN");
    String action = cursor.word();
    List<Assignment> set = List.of();
    List<String> columns = List.of();
    List<Expr> values = List.of();
    boolean insertRow = false;
    boolean inserts = matched.equals("NOT MATCHED BY TARGET");
    if (action.equals("UPDATE") && !inserts) {
      cursor.expect("SET");
      set = assignments();
    } else if (action.equals("INSERT") && inserts) {
      columns = cursor.peek().isSymbol("(") ? cursor.namesInParentheses() : List.of();
      insertRow = cursor.accept("ROW");
      if (!insertRow) {
        cursor.expect("VALUES");
        values = values();
      }
    } else if (!action.equals("DELETE") || inserts) {
      throw SqlException.invalid("Syntax error: Unexpected keyword " + action, at);
    }
    return new Statement.MergeClause(
        matched, condition, action, set, columns, values, insertRow, at);
  }

  private String mergeMatch() {
    if (cursor.accept("MATCHED")) {
      return "MATCHED";
    }
    cursor.expect("NOT");
    cursor.expect("MATCHED");
    if (cursor.accept("BY", "SOURCE")) {
      return "NOT MATCHED BY SOURCE";
    }
    cursor.accept("BY", "TARGET");
    return "NOT MATCHED BY TARGET";
  }
}
