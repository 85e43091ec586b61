package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.query.ConnectionReader;
import com.campaignsync.domain.query.ConnectionView;
import com.campaignsync.domain.source.SourceColumn;
import com.campaignsync.domain.source.SourceMapping;
import com.campaignsync.domain.tenant.TenantId;
import com.campaignsync.functions.metricsapi.SourceTrial.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Warns of the tenant's other connections that take rows of the same source: a mapping that does
 * not select by platform or account takes theirs too, though the connections' own platforms and
 * accounts differ.
 */
final class SharedSource {

  /** Most names in a warning. */
  private static final int NAMES_MAX = 5;

  private final ConnectionReader connections;

  SharedSource(ConnectionReader connections) {
    this.connections = connections;
  }

  /** Whose rows a mapping takes. */
  private record Taken(SourceMapping mapping, String platform, @Nullable String accountId) {

    boolean meets(Taken other) {
      return sameTable(mapping.table(), other.mapping().table())
          && !apart(SourceColumn.PLATFORM, platform, other, other.platform())
          && !apart(SourceColumn.ACCOUNT_ID, accountId, other, other.accountId());
    }

    /** Whether both select by one column, and by different values. */
    private boolean apart(
        SourceColumn column, @Nullable String own, Taken other, @Nullable String others) {
      String name = mapping.nameOf(column);
      return name != null
          && name.equalsIgnoreCase(other.mapping().nameOf(column))
          && own != null
          && others != null
          && !own.equals(others);
    }

    /** A name without project or dataset may mean one with them. */
    private static boolean sameTable(String one, String other) {
      return one.equals(other) || one.endsWith("." + other) || other.endsWith("." + one);
    }
  }

  /** One warning for each of the wanted mappings that others' connections meet. */
  Mono<List<String>> warnings(
      TenantId tenantId, Wanted wanted, Map<Entity, SourceMapping> mappings) {
    return connections
        .list(tenantId, null, ConnectionReader.CONNECTIONS_MAX)
        .map(
            all -> {
              List<ConnectionView> others =
                  all.stream().filter(one -> !one.id().equals(wanted.connectionId())).toList();
              List<String> warnings = new ArrayList<>();
              mappings.forEach(
                  (entity, mapping) -> warn(entity, mapping, wanted, others, warnings));
              return warnings;
            });
  }

  private static void warn(
      Entity entity,
      SourceMapping mapping,
      Wanted wanted,
      List<ConnectionView> others,
      List<String> warnings) {
    Taken own = new Taken(mapping, wanted.platform(), wanted.accountId());
    List<String> names =
        others.stream().filter(other -> meets(own, entity, other)).map(SharedSource::name).toList();
    if (!names.isEmpty()) {
      warnings.add(
          ("source '%s' is read by another connection of this tenant, and neither platform nor"
                  + " account tells their rows apart; what both take would count twice: %s")
              .formatted(mapping.table(), listed(names)));
    }
  }

  private static boolean meets(Taken own, Entity entity, ConnectionView other) {
    SourceMapping theirs =
        Mappings.of(ConnectionBody.source(other.columns()), new ArrayList<>()).get(entity);
    return theirs != null
        && own.meets(
            new Taken(
                theirs,
                String.valueOf(other.columns().get("platform")),
                (String) other.columns().get("account_id")));
  }

  private static String name(ConnectionView view) {
    return "'%s' of %s (%s)"
        .formatted(view.columns().get("name"), view.columns().get("platform"), view.id());
  }

  private static String listed(List<String> names) {
    String shown = names.stream().limit(NAMES_MAX).collect(Collectors.joining(", "));
    return names.size() <= NAMES_MAX
        ? shown
        : "%s and %d more".formatted(shown, names.size() - NAMES_MAX);
  }
}
