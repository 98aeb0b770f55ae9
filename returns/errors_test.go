package returns_test

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

func TestError_IsTheEnglishText(t *testing.T) {
	t.Parallel()
	err := returns.Refuse(returns.CodeQuantity, "line %s: %s asked for", 1, "two")
	require.EqualError(t, err, "line 1: two asked for")
	require.Equal(t, []string{"1", "two"}, err.Args)
	require.EqualError(t, returns.Refuse(returns.CodeConflict, "too late"), "too late")

	field := returns.RefuseField("lines[0].quantity", "out_of_range", "%s is too many", 9)
	require.Equal(t, returns.CodeInvalid, field.Code)
	require.Equal(t, "9 is too many", field.Fields[0].Message())
}

func TestCodeOf_FindsTheRefusalInside(t *testing.T) {
	t.Parallel()
	wrapped := fmt.Errorf("open: %w", returns.Refuse(returns.CodeStock, "none left"))
	require.Equal(t, returns.CodeStock, returns.CodeOf(wrapped))
	require.Empty(t, returns.CodeOf(errors.New("disk full")))
	require.Empty(t, returns.CodeOf(nil))
}

// sentence is where a refusal's text stands in the arguments of its call.
var sentence = map[string]int{"Refuse": 1, "RefuseField": 2}

func TestRefusals_AreOneLiteralSentence_WithAsManyValuesAsVerbs(t *testing.T) {
	t.Parallel()
	// The sentence is the key of the translations, so that it must be a literal
	// that a tool can find, with %s alone.
	verb := regexp.MustCompile(`%.`)
	found := 0
	eachCall(t, func(name string, call *ast.CallExpr, where string) {
		at, isRefusal := sentence[name]
		if !isRefusal || strings.HasPrefix(where, "errors.go:") {
			return
		}
		found++
		literal, isLiteral := call.Args[at].(*ast.BasicLit)
		require.True(t, isLiteral && literal.Kind == token.STRING, "%s: the text is not a literal", where)
		text, err := strconv.Unquote(literal.Value)
		require.NoError(t, err)
		verbs := verb.FindAllString(text, -1)
		for _, v := range verbs {
			require.Equal(t, "%s", v, "%s: %q", where, text)
		}
		require.Len(t, verbs, len(call.Args)-at-1, "%s: %q", where, text)
		require.False(t, strings.HasSuffix(text, "."), "%s: %q is put into other sentences", where, text)
	})
	require.Greater(t, found, 40)
}

// eachCall visits every call of a plain function in the package's own files.
func eachCall(t *testing.T, visit func(name string, call *ast.CallExpr, where string)) {
	t.Helper()
	eachFile(t, func(files *token.FileSet, file *ast.File) {
		ast.Inspect(file, func(node ast.Node) bool {
			if call, ok := node.(*ast.CallExpr); ok {
				if function, ok := call.Fun.(*ast.Ident); ok {
					visit(function.Name, call, files.Position(call.Pos()).String())
				}
			}
			return true
		})
	})
}

func eachFile(t *testing.T, visit func(files *token.FileSet, file *ast.File)) {
	t.Helper()
	files := token.NewFileSet()
	paths, err := filepath.Glob("*.go")
	require.NoError(t, err)
	for _, path := range paths {
		if !strings.HasSuffix(path, "_test.go") {
			file, err := parser.ParseFile(files, path, nil, 0)
			require.NoError(t, err)
			visit(files, file)
		}
	}
}

func TestPackage_IsPure(t *testing.T) {
	t.Parallel()
	eachFile(t, func(files *token.FileSet, file *ast.File) {
		where := files.Position(file.Pos()).Filename
		for _, spec := range file.Imports {
			require.NotContains(t, spec.Path.Value, ".", "%s imports more than the standard library", where)
			require.NotContains(t, spec.Path.Value, "backhaul", "%s imports another package of ours", where)
			require.NotContains(t, []string{`"os"`, `"net/http"`, `"database/sql"`, `"log"`, `"log/slog"`}, spec.Path.Value, where)
		}
		ast.Inspect(file, func(node ast.Node) bool {
			if selector, ok := node.(*ast.SelectorExpr); ok {
				if of, ok := selector.X.(*ast.Ident); ok && of.Name == "time" {
					require.NotContains(t, []string{"Now", "Since", "Until", "Sleep", "After"}, selector.Sel.Name, "%s reads the clock", where)
				}
			}
			return true
		})
	})
}
