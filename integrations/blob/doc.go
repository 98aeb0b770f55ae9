// Package blob is the place where photos, and labels of parcels, are kept: a folder on this machine, or
// whatever store the URL names.
//
// Keys are made by us and never taken from a user's file name, so that no name
// can climb out of the folder. What may be stored is decided by
// integrations/photo; this package keeps bytes and gives them back.
//
// It may import returns. Start at [Open].
package blob
