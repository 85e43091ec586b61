package com.campaignsync.domain.store;

/**
 * How a run ended when it did not succeed.
 *
 * @param code stable code
 * @param message what happened and what to do; no secret
 * @param retryable whether trying again may help
 */
public record JobFailure(String code, String message, boolean retryable) {}
