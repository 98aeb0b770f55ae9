package locales

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// sources is the program's own Go code, read to find every text that a person
// may be shown.
type sources struct {
	files *token.FileSet
	// packages maps a folder, which is also its import path under the module,
	// to its files.
	packages map[string][]*ast.File
	// speakers maps a function to the position of its format argument: Refuse,
	// RefuseField, and whatever hands its own format on to one of them.
	speakers map[string]int
	module   string
}

// said is one text and where it is said.
type said struct {
	format string
	at     string
}

func readSources(t *testing.T, root string) *sources {
	t.Helper()
	gomod, err := os.ReadFile(filepath.Join(root, "go.mod"))
	require.NoError(t, err)
	first, _, _ := strings.Cut(string(gomod), "\n")
	s := &sources{
		files: token.NewFileSet(), packages: map[string][]*ast.File{}, module: strings.TrimPrefix(first, "module "),
		speakers: map[string]int{"returns.Refuse": 1, "returns.RefuseField": 2, "returns.Attend": 1},
	}
	require.NoError(t, filepath.WalkDir(root, func(file string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			return skipOthers(root, file, entry.Name())
		}
		if !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return nil
		}
		parsed, err := parser.ParseFile(s.files, file, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		folder, err := filepath.Rel(root, filepath.Dir(file))
		s.packages[filepath.ToSlash(folder)] = append(s.packages[filepath.ToSlash(folder)], parsed)
		return err
	}))
	for s.learnSpeakers() {
	}
	return s
}

// skipOthers leaves out hidden folders, dependencies and modules of their own.
func skipOthers(root, folder, name string) error {
	if folder == root {
		return nil
	}
	_, err := os.Stat(filepath.Join(folder, "go.mod"))
	if err == nil || strings.HasPrefix(name, ".") || name == "node_modules" || name == "testdata" {
		return filepath.SkipDir
	}
	return nil
}

// learnSpeakers finds functions that hand a parameter on as a format, and
// reports whether it found a new one.
func (s *sources) learnSpeakers() (found bool) {
	s.eachFormat(func(folder string, function *ast.FuncDecl, format ast.Expr) {
		position := parameter(function, format)
		if position < 0 {
			return
		}
		name := folder + "." + function.Name.Name
		if _, known := s.speakers[name]; !known {
			s.speakers[name] = position
			found = true
		}
	})
	return found
}

// texts returns every text, and every place where a text is no literal and so
// cannot be translated.
func (s *sources) texts() (texts []said, unreadable []string) {
	s.eachFormat(func(_ string, function *ast.FuncDecl, format ast.Expr) {
		at := s.files.Position(format.Pos()).String()
		text, isLiteral := literal(format)
		selector, isField := format.(*ast.SelectorExpr)
		switch {
		case isLiteral:
			texts = append(texts, said{text, at})
		case parameter(function, format) >= 0: // its callers are read instead
		case isField && selector.Sel.Name == "Format": // of a refusal that was read where it was made
		default:
			unreadable = append(unreadable, at)
		}
	})
	return texts, unreadable
}

// eachFormat visits the format of every call to a speaker and of every
// FieldError written out.
func (s *sources) eachFormat(visit func(folder string, function *ast.FuncDecl, format ast.Expr)) {
	for folder, files := range s.packages {
		for _, file := range files {
			imports := s.imports(file)
			for _, declaration := range file.Decls {
				function, _ := declaration.(*ast.FuncDecl) // nil for a package variable
				ast.Inspect(declaration, func(node ast.Node) bool {
					switch node := node.(type) {
					case *ast.CallExpr:
						position, speaks := s.speakers[qualified(folder, imports, node.Fun)]
						if speaks && position < len(node.Args) {
							visit(folder, function, node.Args[position])
						}
					case *ast.CompositeLit:
						if qualified(folder, imports, node.Type) == "returns.FieldError" {
							visitFormatKey(node, func(format ast.Expr) { visit(folder, function, format) })
						}
					}
					return true
				})
			}
		}
	}
}

func visitFormatKey(composite *ast.CompositeLit, visit func(ast.Expr)) {
	for _, element := range composite.Elts {
		if pair, ok := element.(*ast.KeyValueExpr); ok && fmt.Sprint(pair.Key) == "Format" {
			visit(pair.Value)
		}
	}
}

// imports maps the names a file knows our packages by to their folders.
func (s *sources) imports(file *ast.File) map[string]string {
	names := map[string]string{}
	for _, spec := range file.Imports {
		target, _ := strconv.Unquote(spec.Path.Value)
		folder, ours := strings.CutPrefix(target, s.module+"/")
		if !ours {
			continue
		}
		name := path.Base(folder)
		if spec.Name != nil {
			name = spec.Name.Name
		}
		names[name] = folder
	}
	return names
}

// qualified names what an expression refers to, "returns.Refuse". A method is
// named like a function of its package.
func qualified(folder string, imports map[string]string, expression ast.Expr) string {
	switch e := expression.(type) {
	case *ast.Ident:
		return folder + "." + e.Name
	case *ast.SelectorExpr:
		if name, ok := e.X.(*ast.Ident); ok && imports[name.Name] != "" {
			return imports[name.Name] + "." + e.Sel.Name
		}
		return folder + "." + e.Sel.Name
	default:
		return ""
	}
}

// parameter returns which parameter of the function the expression is, or -1.
func parameter(function *ast.FuncDecl, expression ast.Expr) int {
	name, ok := expression.(*ast.Ident)
	if !ok || function == nil {
		return -1
	}
	position := 0
	for _, field := range function.Type.Params.List {
		for _, declared := range field.Names {
			if declared.Name == name.Name {
				return position
			}
			position++
		}
	}
	return -1
}

// literal returns the value of a string that is written out, in parts or whole.
func literal(expression ast.Expr) (string, bool) {
	switch e := expression.(type) {
	case *ast.BasicLit:
		text, err := strconv.Unquote(e.Value)
		return text, err == nil
	case *ast.BinaryExpr:
		left, okLeft := literal(e.X)
		right, okRight := literal(e.Y)
		return left + right, okLeft && okRight && e.Op == token.ADD
	case *ast.ParenExpr:
		return literal(e.X)
	default:
		return "", false
	}
}
