package com.campaignsync.domain.request;

/**
 * Who is counted as one: a person or a program of one tenant.
 *
 * @param scope the tenant that the caller belongs to
 * @param subject the token's {@code sub}
 */
public record Caller(RequestScope scope, String subject) {}
