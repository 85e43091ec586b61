/** The API over its real store and sources, held to its OpenAPI document. */
@NullMarked
package com.campaignsync.endtoend.api;

import org.jspecify.annotations.NullMarked;
