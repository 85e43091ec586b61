/** The BigQuery source read through Google's clients from the stand-in. */
@NullMarked
package com.campaignsync.local.source;

import org.jspecify.annotations.NullMarked;
