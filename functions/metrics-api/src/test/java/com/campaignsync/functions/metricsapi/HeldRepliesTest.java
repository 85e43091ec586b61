package com.campaignsync.functions.metricsapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.tenant.TenantId;
import com.campaignsync.functions.metricsapi.HeldReplies.Question;
import com.campaignsync.runtime.http.EntityTag;
import com.campaignsync.runtime.http.Reply;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HeldRepliesTest {

  private static final int ROOM_BYTES = 16_000;
  private static final EntityTag TAG = new EntityTag("\"1\"");
  private static final EntityTag LATER = new EntityTag("\"2\"");

  private final HeldReplies replies = new HeldReplies(ROOM_BYTES);

  private static Question question(String path) {
    return new Question(new TenantId("t1"), path, "", "");
  }

  /** Puts it as one that was asked for before. */
  private void putAgain(Question question, EntityTag tag, Reply reply) {
    replies.put(question, tag, reply);
    replies.put(question, tag, reply);
  }

  private static Reply reply(int bytes) {
    return Reply.of(200, "text/plain", new byte[bytes]);
  }

  @Test
  void replyToAQuestionAskedOnce_isNotHeld() {
    replies.put(question("/a"), TAG, reply(5));
    assertFalse(replies.has(question("/a")));
    replies.put(question("/b"), TAG, reply(5));
    replies.put(question("/a"), TAG, reply(5));
    assertTrue(replies.has(question("/a")));
    assertFalse(replies.has(question("/b")));
  }

  @Test
  void whoGoesThroughManyQuestions_leavesWhatIsHeld() {
    putAgain(question("/a"), TAG, reply(400));
    for (int i = 0; i < 20_000; i++) {
      replies.put(question("/x" + i), TAG, reply(400));
    }
    assertTrue(replies.find(question("/a"), TAG).isPresent());
  }

  @Test
  void reply_isFoundUnderItsQuestionAndTagAlone() {
    Reply reply = reply(5);
    putAgain(question("/a"), TAG, reply);
    assertSame(reply, replies.find(question("/a"), TAG).orElseThrow());
    assertEquals(Optional.empty(), replies.find(question("/a"), LATER));
    for (Question other :
        List.of(
            question("/b"),
            new Question(new TenantId("t2"), "/a", "", ""),
            new Question(new TenantId("t1"), "/a", "x=1", ""),
            new Question(new TenantId("t1"), "/a", "", "text/csv"))) {
      assertFalse(replies.has(other), other.toString());
      assertEquals(Optional.empty(), replies.find(other, TAG));
    }
  }

  @Test
  void laterReply_takesThePlaceOfTheEarlier() {
    putAgain(question("/a"), TAG, reply(5));
    Reply later = reply(6);
    putAgain(question("/a"), LATER, later);
    assertEquals(Optional.empty(), replies.find(question("/a"), TAG));
    assertSame(later, replies.find(question("/a"), LATER).orElseThrow());
  }

  @Test
  void whatWasNotAskedForLongest_goesFirst() {
    for (int i = 0; i < 17; i++) {
      putAgain(question("/" + i), TAG, reply(400));
      replies.find(question("/0"), TAG);
    }
    putAgain(question("/x"), TAG, reply(400));
    assertTrue(replies.has(question("/0")));
    assertFalse(replies.has(question("/1")));
    assertTrue(replies.has(question("/2")));
    assertTrue(replies.has(question("/x")));
  }

  @Test
  void replacedReplies_takeNoRoom() {
    putAgain(question("/a"), TAG, reply(400));
    for (int i = 0; i < 1000; i++) {
      putAgain(question("/b"), TAG, reply(400));
    }
    assertTrue(replies.has(question("/a")));
    assertTrue(replies.has(question("/b")));
  }

  @Test
  void questionsTakeRoomToo() {
    for (int i = 0; i < 17; i++) {
      putAgain(question("/" + i + "b".repeat(230)), TAG, reply(5));
    }
    assertFalse(replies.has(question("/0" + "b".repeat(230))));
  }

  @Test
  void streamsAndWhatIsTooLarge_areNotHeld() {
    putAgain(question("/s"), TAG, Reply.streaming("text/csv", out -> out.write(1)));
    assertFalse(replies.has(question("/s")));
    putAgain(question("/a"), TAG, reply(5));
    putAgain(question("/l"), TAG, reply(1000));
    assertFalse(replies.has(question("/l")));
    assertTrue(replies.has(question("/a")), "room was made for what does not fit");
  }
}
