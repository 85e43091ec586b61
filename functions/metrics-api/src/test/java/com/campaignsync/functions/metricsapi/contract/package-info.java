/** Holds requests and answers to the OpenAPI document. */
@NullMarked
package com.campaignsync.functions.metricsapi.contract;

import org.jspecify.annotations.NullMarked;
