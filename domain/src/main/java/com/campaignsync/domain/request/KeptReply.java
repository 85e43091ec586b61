package com.campaignsync.domain.request;

/**
 * A reply that is given again to the same request.
 *
 * @param status HTTP status
 * @param mediaType of the body
 * @param body its text
 */
public record KeptReply(int status, String mediaType, String body) {}
