/** CSV files of campaign metrics: checked, counted and loaded into the local BigQuery. */
@NullMarked
package com.campaignsync.local.csv;

import org.jspecify.annotations.NullMarked;
