// Package imports takes in what a shop brings along beside its orders: stock as
// it was counted, and reasons, from CSV, XLSX and NDJSON files.
//
// A bad row is reported with its number and column and never stops the good ones;
// importing a file again changes nothing. Orders have a package of their own, as
// do the rows of batches.
//
// It serves the API and the command import. It may import returns, db, sheets,
// orders for their keys, audit and policies. Start at [Stock] and [Reasons].
package imports
