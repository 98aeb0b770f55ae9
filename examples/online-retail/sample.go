// Package onlineretail carries the sample orders inside the binary, so that a
// first start needs no files. README.md says where the data comes from.
package onlineretail

import _ "embed"

// Orders is orders.csv: 794 orders, prices in GBP.
//
//go:embed orders.csv
var Orders []byte
