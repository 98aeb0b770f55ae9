// Package sheets reads tables that people send: CSV as any spreadsheet saves it,
// in UTF-8 or GB18030, and XLSX workbooks, row by row.
//
// The first row names the columns. Rows are numbered as a spreadsheet numbers
// them, so that a report about row 17 is found at row 17. What is wrong with one
// row is said of that row, and the next is read all the same.
//
// It may import returns, for its refusals, and exports, whose tables it reads back.
// Start at [Open].
package sheets
