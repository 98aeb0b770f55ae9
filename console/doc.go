// Package console serves the web console that staff work with, and the
// customers' portal, out of the binary.
//
// The pages are made by Vite from src/ (see README.md) and embedded when the
// program is built with the tag "console", as `make build` does. Without it
// there is a page that says so, and Go builds and tests without npm.
//
// It may import nothing of ours: all that the pages know they ask of the API.
package console
