package com.campaignsync.local.secrets;

import com.campaignsync.local.grpc.Allowed;
import com.google.cloud.secretmanager.v1.Replication;
import java.util.Set;

/** Replication is taken note of, for there is one place only; keys of the caller's are refused. */
final class ReplicationRules {
  private ReplicationRules() {}

  static void check(Replication replication) {
    Allowed.require(SecretStore.PRODUCT, replication.getAutomatic(), Set.of());
    replication
        .getUserManaged()
        .getReplicasList()
        .forEach(replica -> Allowed.require(SecretStore.PRODUCT, replica, Set.of("location")));
  }
}
