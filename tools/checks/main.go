// Command checks holds the repository to three rules that no linter knows: hand-written Go files stay short, links
// between documents lead somewhere, and the tests that holes.md, exceptions.md and threats.md in docs name exist. `make lint` runs it:
//
//	go -C tools run ./checks -root ..
//
// It looks at what is in git or about to be, prints one line per problem and exits with 1 if there was any.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

func main() {
	root := flag.String("root", ".", "the repository's top folder")
	flag.Parse()
	problems, err := check(context.Background(), *root, os.Stdout)
	if err != nil {
		fmt.Fprintln(os.Stderr, "checks:", err)
		os.Exit(2)
	}
	if problems > 0 {
		os.Exit(1)
	}
}

// check writes what is wrong under root to out and says how many problems that were.
func check(ctx context.Context, root string, out io.Writer) (problems int, err error) {
	files, err := tracked(ctx, root)
	if err != nil {
		return 0, err
	}
	report := func(format string, args ...any) {
		problems++
		fmt.Fprintf(out, format+"\n", args...)
	}
	tables, tests := map[string]string{}, map[string]bool{}
	for _, name := range files {
		content, err := os.ReadFile(filepath.Join(root, name))
		if os.IsNotExist(err) {
			continue // deleted, but not yet in git
		}
		if err != nil {
			return problems, err
		}
		switch filepath.Ext(name) {
		case ".go":
			checkLength(name, string(content), report, out)
			if strings.HasSuffix(name, "_test.go") {
				for _, test := range testsOf(string(content)) {
					tests[test] = true
				}
			}
		case ".md":
			checkLinks(root, name, string(content), report)
			if slices.Contains(testTables, name) {
				tables[name] = string(content)
			}
		}
	}
	for _, name := range testTables {
		checkHoles(name, tables[name], tests, report)
	}
	return problems, nil
}

// tracked lists the files that are in git, and the new ones that git would not ignore.
func tracked(ctx context.Context, root string) ([]string, error) {
	git := exec.CommandContext(ctx, "git", "-C", root, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
	git.Stderr = os.Stderr
	listed, err := git.Output()
	if err != nil {
		return nil, fmt.Errorf("listing the files of %s with git: %w", root, err)
	}
	return strings.Split(strings.TrimRight(string(listed), "\x00"), "\x00"), nil
}
