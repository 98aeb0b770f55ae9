// Package batches takes many returns in at once: as a list in JSON, or as a table
// in CSV or XLSX.
//
// The rows are stored before any return is opened. A row that is wrong is stored
// with what is wrong with it, and never stops the good ones. Opening the returns
// is the affair of the batch's workflow.
//
// It serves the API. It may import returns, db, orders and sheets. Start at
// [Store].
package batches
