//go:build console

package console

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var built embed.FS

// files are the pages as Vite made them.
func files() (fs.FS, error) { return fs.Sub(built, "dist") }
