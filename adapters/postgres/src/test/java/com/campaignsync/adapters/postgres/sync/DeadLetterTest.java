package com.campaignsync.adapters.postgres.sync;

import static com.campaignsync.adapters.postgres.sync.ConnectionFixture.all;
import static com.campaignsync.adapters.postgres.sync.ConnectionFixture.await;
import static com.campaignsync.adapters.postgres.sync.ConnectionFixture.get;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.campaignsync.domain.store.DeadLetter;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DeadLetterTest {

  private static final byte[] BYTES = {0, (byte) 0xff};

  private final PostgresDeadLetterStore letters =
      new PostgresDeadLetterStore(ConnectionFixture.DATABASE);

  private DeadLetter kept(String reason) {
    await(letters.keep("s", UUID.randomUUID().toString(), reason, BYTES));
    return all(letters.list(true, Long.MAX_VALUE, 1)).get(0);
  }

  @Test
  void letter_isKeptOnceAsItCame() {
    String id = UUID.randomUUID().toString();
    assertEquals(true, get(letters.keep("s", id, "unreadable", BYTES)));
    assertEquals(false, get(letters.keep("s", id, "again", new byte[0])));
    DeadLetter found = all(letters.list(true, Long.MAX_VALUE, 1)).get(0);
    assertEquals(id, found.messageId());
    assertEquals("unreadable", found.reason());
    assertEquals("s", found.subscription());
    assertArrayEquals(BYTES, found.payload());
    assertArrayEquals(BYTES, get(letters.find(found.id())).payload());
    assertNull(await(letters.find(Long.MAX_VALUE)));
  }

  @Test
  void list_goesOnBehindAPage() {
    DeadLetter first = kept("1");
    DeadLetter second = kept("2");
    DeadLetter third = kept("3");
    assertEquals(
        List.of(third.id(), second.id()),
        all(letters.list(true, Long.MAX_VALUE, 2).map(DeadLetter::id)));
    assertEquals(first.id(), all(letters.list(true, second.id(), 1)).get(0).id());
  }

  @Test
  void replayed_isMarkedOnceAndNoLongerOpen() {
    DeadLetter letter = kept("mended");
    assertEquals(true, get(letters.markReplayed(letter)));
    assertEquals(false, get(letters.markReplayed(letter)));
    assertNotNull(get(letters.find(letter.id())).replayedAt());
    assertEquals(
        0, all(letters.list(true, letter.id() + 1, 1).filter(l -> l.id() == letter.id())).size());
    assertEquals(letter.id(), all(letters.list(false, letter.id() + 1, 1)).get(0).id());
  }

  @Test
  void aReplayThatFails_opensItsLetterAgain_andAddsNone() {
    DeadLetter letter = kept("no such tenant");
    get(letters.markReplayed(letter));

    assertEquals(true, get(letters.reopen(letter.id(), "replay-1", "still none")));
    assertEquals(false, get(letters.reopen(letter.id(), "replay-1", "delivered twice")));

    DeadLetter open = all(letters.list(true, Long.MAX_VALUE, 1)).get(0);
    assertEquals(letter.id(), open.id());
    assertEquals("still none", open.reason());
    assertEquals(2, open.failures());
    assertEquals(letter.receivedAt(), open.receivedAt());
    assertEquals(true, get(letters.markReplayed(open)));
    assertEquals(true, get(letters.reopen(letter.id(), "replay-2", "and again")));
    assertEquals(3, get(letters.find(letter.id())).failures());
    assertNull(await(letters.reopen(Long.MAX_VALUE, "replay-1", "purged meanwhile")));
  }

  /** The replay may be answered before whoever sent it gets to mark it. */
  @Test
  void aReplayThatFailsBeforeItIsMarked_staysOpen() {
    DeadLetter letter = kept("no such tenant");

    get(letters.reopen(letter.id(), "replay-1", "still none"));

    assertEquals(false, get(letters.markReplayed(letter)));
    assertNull(get(letters.find(letter.id())).replayedAt());
  }
}
