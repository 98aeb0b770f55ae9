//go:build !console

package console

import (
	"embed"
	"io/fs"
)

//go:embed all:absent
var absent embed.FS

// files is one page that says how to build the console.
func files() (fs.FS, error) { return fs.Sub(absent, "absent") }
