package compose

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// envTags collects the variables that the structs of a folder's Go files read by their `env:"…"` tags.
func envTags(t *testing.T, folder string) map[string]bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*.go"))
	require.NoError(t, err)
	names := map[string]bool{}
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		require.NoError(t, err)
		ast.Inspect(file, func(node ast.Node) bool {
			field, ok := node.(*ast.Field)
			if !ok || field.Tag == nil {
				return true
			}
			tag, err := strconv.Unquote(field.Tag.Value)
			require.NoError(t, err)
			for _, variable := range strings.Split(reflect.StructTag(tag).Get("env"), ",") {
				if variable != "" {
					names[variable] = true
				}
			}
			return true
		})
	}
	require.NotEmpty(t, names, "no env tags in %s", folder)
	return names
}
