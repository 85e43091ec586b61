/** The Storage Read API, called by Google's own client. */
@NullMarked
package com.campaignsync.local.bigquery.read;

import org.jspecify.annotations.NullMarked;
