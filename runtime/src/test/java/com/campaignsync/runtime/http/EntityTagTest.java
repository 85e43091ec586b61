package com.campaignsync.runtime.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EntityTagTest {

  private static final EntityTag WEAK = EntityTag.ofParts(List.of("a", "b"));
  private static final EntityTag STRONG = EntityTag.ofBytes("x".getBytes(StandardCharsets.UTF_8));

  @Test
  void parts_areToldApart() {
    assertEquals(WEAK, EntityTag.ofParts(List.of("a", "b")));
    assertNotEquals(WEAK, EntityTag.ofParts(List.of("b", "a")));
    assertNotEquals(WEAK, EntityTag.ofParts(List.of("ab", "")));
    assertNotEquals(WEAK, EntityTag.ofParts(List.of("a", "b", "")));
    assertTrue(WEAK.value().matches("W/\"[A-Za-z0-9_-]{22}\""), WEAK.value());
    assertTrue(STRONG.value().matches("\"[A-Za-z0-9_-]{22}\""), STRONG.value());
  }

  @Test
  void ifNoneMatch_comparesWeakly_inLists() {
    assertTrue(WEAK.isIn(Optional.of(WEAK.value())));
    assertTrue(WEAK.isIn(Optional.of(WEAK.value().substring(2))));
    assertTrue(STRONG.isIn(Optional.of("W/" + STRONG.value())));
    assertTrue(STRONG.isIn(Optional.of("\"other\" , W/" + STRONG.value() + ",\"z\"")));
    assertFalse(STRONG.isIn(Optional.empty()));
    assertFalse(STRONG.isIn(Optional.of("")));
    assertFalse(STRONG.isIn(Optional.of("*")));
    assertFalse(STRONG.isIn(Optional.of(STRONG.value().replace("\"", ""))));
    assertFalse(STRONG.isIn(Optional.of(WEAK.value())));
  }

  @Test
  void star_isAnyReplyAtAll() {
    assertTrue(EntityTag.isAny(Optional.of(" * ")));
    assertFalse(EntityTag.isAny(Optional.of("\"*\"")));
    assertFalse(EntityTag.isAny(Optional.empty()));
  }
}
