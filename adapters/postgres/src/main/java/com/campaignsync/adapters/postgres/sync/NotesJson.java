package com.campaignsync.adapters.postgres.sync;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.temporal.Temporal;
import java.util.Map;

/** Notes of a run as the job's metadata; days and instants in ISO form. */
final class NotesJson {

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(
              new SimpleModule().addSerializer(Temporal.class, ToStringSerializer.instance));

  private NotesJson() {}

  static String write(Map<String, Object> notes) {
    try {
      return JSON.writeValueAsString(notes);
    } catch (JsonProcessingException unwritable) {
      throw new IllegalArgumentException("notes must be plain values", unwritable);
    }
  }
}
