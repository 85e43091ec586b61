/** Receives dispatch and sync messages and runs them. */
@NullMarked
package com.campaignsync.functions.synccampaignmetrics;

import org.jspecify.annotations.NullMarked;
