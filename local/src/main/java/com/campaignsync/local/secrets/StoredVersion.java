package com.campaignsync.local.secrets;

import com.campaignsync.local.grpc.GrpcErrors;
import com.google.cloud.secretmanager.v1.AccessSecretVersionResponse;
import com.google.cloud.secretmanager.v1.SecretPayload;
import com.google.cloud.secretmanager.v1.SecretVersion;
import com.google.cloud.secretmanager.v1.SecretVersion.State;
import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import java.util.zip.CRC32C;

/** One version of a secret and its value. Guarded by its store. */
final class StoredVersion {
  /** The service's own limit. */
  private static final int BYTES_MAX = 64 * 1024;

  private SecretVersion shown;
  private ByteString data;

  /**
   * @throws io.grpc.StatusRuntimeException INVALID_ARGUMENT if the value is empty or too long, or
   *     its checksum another's
   */
  StoredVersion(String name, SecretPayload payload, Timestamp now) {
    data = payload.getData();
    if (data.isEmpty() || data.size() > BYTES_MAX) {
      throw GrpcErrors.invalid("a secret's payload has 1 to 65,536 bytes");
    }
    if (payload.hasDataCrc32C() && payload.getDataCrc32C() != crc32c(data)) {
      throw GrpcErrors.invalid("payload.data_crc32c does not match payload.data");
    }
    shown =
        SecretVersion.newBuilder()
            .setName(name)
            .setCreateTime(now)
            .setState(State.ENABLED)
            .setClientSpecifiedPayloadChecksum(payload.hasDataCrc32C())
            .build();
  }

  SecretVersion shown() {
    return shown;
  }

  AccessSecretVersionResponse access() {
    if (shown.getState() != State.ENABLED) {
      throw GrpcErrors.precondition(
          "Secret Version [%s] is in %s state.".formatted(shown.getName(), shown.getState()));
    }
    return AccessSecretVersionResponse.newBuilder()
        .setName(shown.getName())
        .setPayload(SecretPayload.newBuilder().setData(data).setDataCrc32C(crc32c(data)))
        .build();
  }

  /** Enables or disables it, also where it is so already. */
  void become(State state) {
    requireNotDestroyed();
    shown = shown.toBuilder().setState(state).build();
  }

  /** The value is gone for good. */
  void destroy(Timestamp now) {
    requireNotDestroyed();
    data = ByteString.EMPTY;
    shown = shown.toBuilder().setState(State.DESTROYED).setDestroyTime(now).build();
  }

  private void requireNotDestroyed() {
    if (shown.getState() == State.DESTROYED) {
      throw GrpcErrors.precondition("Secret Version [" + shown.getName() + "] is DESTROYED.");
    }
  }

  private static long crc32c(ByteString data) {
    CRC32C checksum = new CRC32C();
    checksum.update(data.asReadOnlyByteBuffer());
    return checksum.getValue();
  }
}
