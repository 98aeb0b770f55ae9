package main

import (
	"regexp"
	"strings"
)

// testTables are the documents whose tables name tests: for every hole we found in other systems, for every exception that
// goods can make, and for every threat.
var testTables = []string{"docs/holes.md", "docs/exceptions.md", "docs/threats.md"}

var (
	testDeclared = regexp.MustCompile(`(?m)^func ((?:Test|Fuzz)\w*)\(`)
	testNamed    = regexp.MustCompile("`((?:Test|Fuzz)\\w*)`")
	ruleRow      = regexp.MustCompile(`^\|[-:| ]+\|$`)
)

// testsOf are the names of the tests that a Go file declares.
func testsOf(content string) []string {
	var names []string
	for _, found := range testDeclared.FindAllStringSubmatch(content, -1) {
		names = append(names, found[1])
	}
	return names
}

// checkHoles reads the last column of each table: it names tests that are declared, or begins with why there is none.
func checkHoles(name, content string, declared map[string]bool, report func(string, ...any)) {
	inTable := false // below the heading's row
	for line := range strings.Lines(content) {
		row := strings.TrimSpace(line)
		switch {
		case !strings.HasPrefix(row, "|"):
			inTable = false
			continue
		case ruleRow.MatchString(row):
			inTable = true
			continue
		case !inTable:
			continue
		}
		cells := strings.Split(strings.Trim(row, "|"), "|")
		shown := strings.TrimSpace(cells[len(cells)-1])
		named := testNamed.FindAllStringSubmatch(shown, -1)
		if len(named) == 0 && !strings.HasPrefix(shown, "Not yet: ") {
			report("%s: %q names no test; name one, or say why after \"Not yet: \"", name, strings.TrimSpace(cells[0]))
		}
		for _, test := range named {
			if !declared[test[1]] {
				report("%s: there is no test %s", name, test[1])
			}
		}
	}
}
