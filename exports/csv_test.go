package exports_test

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"backhaul/exports"
)

func TestText_WhatASpreadsheetWouldRun_IsText(t *testing.T) {
	t.Parallel()
	for _, formula := range []string{
		`=HYPERLINK("http://example.org";"see")`, `=cmd|' /C calc'!A0`, "+1+1", "-2+3", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1",
		"  =1+1", "\u00a0=1", "\u200b=1+1", "\u202e=1", "＝1+1", "＋1", "－1", "＠SUM(A1)", "|calc", "%0A=1", "\x00=1", "-", "−1",
	} {
		require.Equal(t, "'"+formula, exports.Text(formula), "%q", formula)
	}
	for _, text := range []string{"", "Mug", "退货", "10.00", "a=b", "1-2", "ana@example.org", "'=1"} {
		require.Equal(t, text, exports.Text(text), "%q", text)
	}
}

func TestCSV_WhateverItHolds_ComesBackAsItWas(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		cells := rapid.SliceOfN(rapid.String(), 2, 5).Draw(t, "cells")
		var out bytes.Buffer
		table, err := exports.NewCSV(&out, make([]string, len(cells))...)
		require.NoError(t, err)
		require.NoError(t, table.Row(cells...))
		require.NoError(t, table.Flush())
		rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(out.String(), "\uFEFF"))).ReadAll()
		require.NoError(t, err)
		for i, cell := range cells {
			// Go's reader gives every line break back as \n.
			require.Equal(t, strings.ReplaceAll(exports.Text(cell), "\r\n", "\n"), strings.ReplaceAll(rows[1][i], "\r\n", "\n"))
		}
	})
}
