/** What may be asked of the store through the API, and what the answers mean. */
@NullMarked
package com.campaignsync.domain.query;

import org.jspecify.annotations.NullMarked;
