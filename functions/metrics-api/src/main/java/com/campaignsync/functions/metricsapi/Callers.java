package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.request.Caller;
import com.campaignsync.domain.request.RequestScope;
import com.campaignsync.runtime.http.Request;

/**
 * Whose records a request's own are: limits and kept replies are the caller's, whoever it names.
 */
final class Callers {

  private Callers() {}

  /**
   * Who calls, whatever tenant the request is about.
   *
   * @throws com.campaignsync.runtime.http.Problem 400 INVALID_TENANT
   */
  static Caller of(Request request) {
    RequestScope own =
        request
            .principal()
            .tenantId()
            .map(id -> RequestScope.of(Tenants.parse("your token's tenant", id)))
            .orElse(RequestScope.OPERATORS);
    return new Caller(own, request.principal().subject());
  }
}
