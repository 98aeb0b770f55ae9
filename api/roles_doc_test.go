package api

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

var update = flag.Bool("update", false, "write docs/roles.md instead of comparing it")

const (
	rolesDoc   = "../docs/roles.md"
	tableBegin = "<!-- from api/routes.go, by make generate -->\n"
)

// rolesTable is the table of routes.go as people read it.
func rolesTable(t *testing.T) string {
	t.Helper()
	type row struct{ path, method, text string }
	var rows []row
	calls, cells := 0, 0
	eachOperation(contractOf(t), func(method, path string, op *openapi3.Operation) {
		text := fmt.Sprintf("| `%s %s` |", method, path)
		roles := access[op.OperationID]
		for _, role := range returns.Roles() {
			mark := ""
			if slices.Contains(roles, role) {
				mark = "●"
				cells++
			}
			text += " " + mark + " |"
		}
		note := own[op.OperationID]
		if len(roles) == 0 {
			note = "everybody: " + public[op.OperationID]
		}
		calls++
		rows = append(rows, row{path, method, text + " " + note + " |\n"})
	})
	slices.SortFunc(rows, func(a, b row) int { return strings.Compare(a.path+a.method, b.path+b.method) })
	var table strings.Builder
	fmt.Fprintf(&table, "\n%d calls × %d roles: %d are allowed, all others are refused with 403.\n\n| call |", calls, len(returns.Roles()), cells)
	for _, role := range returns.Roles() {
		table.WriteString(" " + string(role) + " |")
	}
	table.WriteString(" of whose |\n|---|" + strings.Repeat(":-:|", len(returns.Roles())) + "---|\n")
	for _, r := range rows {
		table.WriteString(r.text)
	}
	return table.String()
}

func TestRoles_InTheDocs_AreTheTable(t *testing.T) {
	t.Parallel()
	doc, err := os.ReadFile(rolesDoc)
	require.NoError(t, err)
	before, written, found := strings.Cut(string(doc), tableBegin)
	require.True(t, found, "%s has no table", rolesDoc)
	if *update {
		require.NoError(t, os.WriteFile(rolesDoc, []byte(before+tableBegin+rolesTable(t)), 0o644))
		return
	}
	require.True(t, rolesTable(t) == written, "%s is out of date: run make generate, or go test ./api -run TestRoles_InTheDocs -update", rolesDoc)
}

func TestSurface_WhatNeedsNoTokenSaysWhy(t *testing.T) {
	t.Parallel()
	for operation, roles := range access {
		require.Equal(t, len(roles) == 0, public[operation] != "", operation)
		require.False(t, len(roles) == 0 && own[operation] != "", operation)
		// A customer sees what is theirs, everywhere but in the list of reasons.
		if slices.Contains(roles, returns.RoleCustomer) && operation != "listReasons" {
			require.NotEmpty(t, own[operation], operation)
		}
	}
}
