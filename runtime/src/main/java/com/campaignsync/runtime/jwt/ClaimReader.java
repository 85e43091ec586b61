package com.campaignsync.runtime.jwt;

import com.campaignsync.runtime.jwt.TokenRefused.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads the caller out of a verified token's claims; anything ambiguous is refused. */
final class ClaimReader {

  /** As for all ids of the API. */
  private static final int ID_CHARS_MAX = 256;

  private ClaimReader() {}

  static Principal principal(Claims claims) {
    String subject = text(claims, "sub").orElseThrow(() -> invalid("the token has no sub"));
    Role role =
        text(claims, "role")
            .map(name -> Role.ofClaim(name).orElseThrow(() -> invalid("the role is unknown")))
            .orElseThrow(() -> invalid("the token names no role"));
    Optional<String> tenantId = tenantId(claims);
    if (role == Role.USER && tenantId.isEmpty()) {
      throw invalid("the token names no tenant_id");
    }
    return new Principal(subject, tenantId, role);
  }

  private static Optional<String> tenantId(Claims claims) {
    Optional<String> tenant = text(claims, "tenant_id");
    Optional<String> customer = text(claims, "customer_id");
    if (tenant.isPresent() && customer.isPresent() && !tenant.equals(customer)) {
      throw invalid("tenant_id and customer_id differ");
    }
    return tenant.isPresent() ? tenant : customer;
  }

  private static Optional<String> text(Claims claims, String name) {
    Optional<String> text = claims.text(name);
    if (text.isPresent() && !isUsable(text.get())) {
      throw invalid("the claim " + name + " is not usable text");
    }
    return text;
  }

  /**
   * A control character could forge a line where the id is shown; the store has none for zero. An
   * unpaired surrogate has no UTF-8: it would be sent to the store as a question mark, which is
   * another's id.
   */
  private static boolean isUsable(String text) {
    return !text.isBlank()
        && text.length() <= ID_CHARS_MAX
        && text.chars().noneMatch(Character::isISOControl)
        && StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  private static TokenRefused invalid(String detail) {
    return new TokenRefused(Reason.TOKEN_INVALID, detail);
  }
}
