package com.campaignsync.local.run;

import com.campaignsync.runtime.jwt.Principal;
import com.campaignsync.runtime.jwt.Role;
import com.campaignsync.runtime.jwt.TokenIssuer;
import com.campaignsync.runtime.jwt.TokenSettings;
import com.campaignsync.runtime.settings.Settings;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Tokens for trying things: one of each role for the first tenant, and a user's of every tenant.
 *
 * @param user a user of the first tenant
 * @param admin an admin
 * @param superAdmin a super_admin
 */
record Tokens(String user, String admin, String superAdmin) {

  /** Long enough for a week of trying; every start makes new ones. */
  private static final Duration LIFETIME = Duration.ofDays(30);

  /** Whose the tokens are where there is no tenant yet. */
  private static final String NOBODYS_TENANT = "local";

  /** Makes the tokens and writes them to {@code tokens.json}. */
  static Tokens make(
      LocalEnvironment environment, List<String> tenants, Path file, InstantSource clock) {
    TokenIssuer issuer =
        new TokenIssuer(Settings.read(environment::get, TokenSettings::from), clock);
    String first = tenants.isEmpty() ? NOBODYS_TENANT : tenants.get(0);
    Tokens tokens =
        new Tokens(
            issue(issuer, first, Role.USER),
            issue(issuer, first, Role.ADMIN),
            issue(issuer, first, Role.SUPER_ADMIN));
    tokens.write(issuer, tenants, file);
    return tokens;
  }

  private void write(TokenIssuer issuer, List<String> tenants, Path file) {
    ObjectNode json = JsonMapper.builder().build().createObjectNode();
    json.put("user", user).put("admin", admin).put("super_admin", superAdmin);
    ObjectNode byTenant = json.putObject("tenants");
    tenants.forEach(tenant -> byTenant.put(tenant, issue(issuer, tenant, Role.USER)));
    try {
      JwtKey.OwnerOnly.write(file, json.toPrettyString() + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("the tokens cannot be written to " + file, e);
    }
  }

  private static String issue(TokenIssuer issuer, String tenant, Role role) {
    return issuer.issue(
        new Principal("local-" + role.claim(), Optional.of(tenant), role), LIFETIME);
  }
}
