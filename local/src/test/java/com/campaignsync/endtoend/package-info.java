/** The whole product, from a CSV or a message to an HTTP answer. */
package com.campaignsync.endtoend;
