/** Made-up advertisers whose numbers move while one looks. */
@NullMarked
package com.campaignsync.local.sample;

import org.jspecify.annotations.NullMarked;
