package com.campaignsync.local.bigquery.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class TokenizerTest {

  private static List<String> texts(String sql) {
    return Tokenizer.tokenize(sql).stream().map(t -> t.kind() + " " + t.text()).toList();
  }

  @Test
  void commentsFallAway_butNotInsideLiterals() {
    assertEquals(
        List.of("WORD a", "STRING -- no # /* c */", "WORD b", "END "),
        texts("a -- x\n'-- no # /* c */' /* ' \n */ # y\nb"));
  }

  @Test
  void stringForms_giveTheirValue() {
    assertEquals(
        List.of("STRING it's", "STRING a\"b", "STRING l1\nl2 'q'.", "END "),
        texts("'it\\'s' \"a\\\"b\" '''l1\nl2 'q'.'''"));
    assertEquals(
        List.of("STRING \\n", "BYTES 61ff", "BYTES 5c78", "STRING \n\té😀A", "END "),
        texts("r'\\n' b'a\\xff' rb'\\x' '\\n\\t\\u00e9\\U0001F600\\x41'"));
  }

  @Test
  void backtickedPath_isOneName() {
    assertEquals(
        List.of("QUOTED_NAME p-1.d.t", "SYMBOL .", "QUOTED_NAME select", "END "),
        texts("`p-1.d.t`.`select`"));
  }

  @Test
  void parametersNumbersAndOperators() {
    assertEquals(
        List.of(
            "NAMED_PARAMETER a",
            "SYMBOL <=",
            "INTEGER 0x1F",
            "SYMBOL !=",
            "FLOAT 1.5e-3",
            "SYMBOL ||",
            "SYMBOL ?",
            "FLOAT .5",
            "INTEGER 1",
            "SYMBOL -",
            "SYMBOL -",
            "END "),
        texts("@a <= 0x1F <> 1.5e-3 || ? .5 1 - -"));
  }

  @Test
  void position_countsLinesAndColumnsFromOne() {
    assertEquals(new Position(3, 3), Tokenizer.tokenize("'''a\nb'''\n  x").get(1).at());
  }

  @Test
  void badInput_isRefusedAtItsPlace() {
    for (String sql :
        List.of("'abc", "'a\nb'", "`abc", "/* x", "1abc", "a::b", "$1", "'\\z'", "@ x", "``")) {
      assertThrows(SqlException.class, () -> Tokenizer.tokenize(sql), sql);
    }
  }
}
