package com.campaignsync.local.secrets;

import com.campaignsync.local.grpc.Allowed;
import com.campaignsync.local.grpc.GrpcErrors;
import com.google.cloud.secretmanager.v1.AccessSecretVersionResponse;
import com.google.cloud.secretmanager.v1.Secret;
import com.google.cloud.secretmanager.v1.SecretPayload;
import com.google.cloud.secretmanager.v1.SecretVersion;
import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** Secrets and their versions, in memory: never on disk, gone with the process. */
public final class SecretStore {
  static final String PRODUCT = "Secret Manager";

  /** What a heap of 1 GiB can spare at 64 KiB each. */
  private static final int VERSIONS_MAX = 1_000;

  private final InstantSource clock;
  private final TreeMap<String, StoredSecret> secrets = new TreeMap<>();
  private int versions;

  private record StoredSecret(Secret shown, List<StoredVersion> versions) {}

  /** An empty store. */
  public SecretStore(InstantSource clock) {
    this.clock = clock;
  }

  synchronized Secret create(String project, String id, Secret asked) {
    String name = SecretNames.requireSecret(SecretNames.requireProject(project) + "/secrets/" + id);
    Allowed.require(
        PRODUCT, asked.toBuilder().clearName().build(), Set.of("replication", "labels"));
    ReplicationRules.check(asked.getReplication());
    if (!asked.getReplication().hasAutomatic() && !asked.getReplication().hasUserManaged()) {
      throw GrpcErrors.invalid("secret.replication is required: automatic or user_managed");
    }
    if (secrets.containsKey(name)) {
      throw GrpcErrors.exists(name);
    }
    if (secrets.size() >= VERSIONS_MAX) {
      throw GrpcErrors.exhausted("run-local keeps at most " + VERSIONS_MAX + " secrets");
    }
    Secret created = asked.toBuilder().setName(name).setCreateTime(now()).build();
    secrets.put(name, new StoredSecret(created, new ArrayList<>()));
    return created;
  }

  synchronized Secret get(String name) {
    return secret(name).shown();
  }

  /** All secrets of {@code projects/P}, by name. */
  synchronized List<Secret> list(String project) {
    String prefix = SecretNames.requireProject(project) + "/secrets/";
    return secrets.values().stream()
        .map(StoredSecret::shown)
        .filter(secret -> secret.getName().startsWith(prefix))
        .toList();
  }

  /** Its versions go with it. */
  synchronized void delete(String name) {
    versions -= secret(name).versions().size();
    secrets.remove(name);
  }

  synchronized SecretVersion add(String name, SecretPayload payload) {
    List<StoredVersion> old = secret(name).versions();
    if (versions >= VERSIONS_MAX) {
      throw GrpcErrors.exhausted("run-local keeps at most " + VERSIONS_MAX + " versions");
    }
    StoredVersion added = new StoredVersion(name + "/versions/" + (old.size() + 1), payload, now());
    old.add(added);
    versions++;
    return added.shown();
  }

  /** All versions of a secret, the newest first. */
  synchronized List<SecretVersion> versions(String name) {
    List<SecretVersion> newestFirst = new ArrayList<>();
    secret(name).versions().forEach(version -> newestFirst.add(0, version.shown()));
    return newestFirst;
  }

  synchronized SecretVersion version(String name) {
    return find(name).shown();
  }

  synchronized AccessSecretVersionResponse access(String name) {
    return find(name).access();
  }

  synchronized SecretVersion become(String name, SecretVersion.State state) {
    StoredVersion version = find(name);
    version.become(state);
    return version.shown();
  }

  synchronized SecretVersion destroy(String name) {
    StoredVersion version = find(name);
    version.destroy(now());
    return version.shown();
  }

  private StoredVersion find(String name) {
    List<StoredVersion> all = secret(SecretNames.secretOf(name)).versions();
    String asked = SecretNames.versionIn(name);
    // The newest made, whatever its state: so the service reads "latest".
    int number = asked.equals("latest") ? all.size() : Integer.parseInt(asked);
    if (number < 1 || number > all.size()) {
      throw GrpcErrors.notFound(name);
    }
    return all.get(number - 1);
  }

  private StoredSecret secret(String name) {
    StoredSecret secret = secrets.get(SecretNames.requireSecret(name));
    if (secret == null) {
      throw GrpcErrors.notFound(name);
    }
    return secret;
  }

  private Timestamp now() {
    Instant now = clock.instant();
    return Timestamp.newBuilder().setSeconds(now.getEpochSecond()).setNanos(now.getNano()).build();
  }
}
