/** The API's own description: the OpenAPI document and the page that shows it. */
@NullMarked
package com.campaignsync.functions.metricsapi.docs;

import org.jspecify.annotations.NullMarked;
