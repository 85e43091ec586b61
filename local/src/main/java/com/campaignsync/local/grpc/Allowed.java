package com.campaignsync.local.grpc;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.Set;

/** The fields of a request that a stand-in heeds; one it would ignore is refused by name. */
public final class Allowed {
  private Allowed() {}

  /**
   * @param service as people call it, for the message
   * @param fields the proto names of the fields that may be set
   * @throws io.grpc.StatusRuntimeException UNIMPLEMENTED naming the first other field that is set
   */
  public static void require(String service, Message message, Set<String> fields) {
    for (FieldDescriptor field : message.getAllFields().keySet()) {
      if (!fields.contains(field.getName())) {
        throw GrpcErrors.notOffered(
            service, message.getDescriptorForType().getName() + "." + field.getName());
      }
    }
  }
}
