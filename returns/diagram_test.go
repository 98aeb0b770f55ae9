package returns_test

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

var update = flag.Bool("update", false, "write the diagram into docs/states.md instead of comparing it")

const (
	statesDoc  = "../docs/states.md"
	fenceOpen  = "```mermaid\n"
	fenceClose = "```\n"
)

func TestDiagram_InTheDocs_IsTheTransitionTable(t *testing.T) {
	t.Parallel()
	doc, err := os.ReadFile(statesDoc)
	require.NoError(t, err)
	before, rest, found := strings.Cut(string(doc), fenceOpen)
	require.True(t, found, "%s has no mermaid block", statesDoc)
	drawn, after, found := strings.Cut(rest, fenceClose)
	require.True(t, found, "the mermaid block of %s does not end", statesDoc)
	if *update {
		text := before + fenceOpen + returns.Diagram() + fenceClose + after
		require.NoError(t, os.WriteFile(statesDoc, []byte(text), 0o644))
		return
	}
	require.Equal(t, returns.Diagram(), drawn, "%s is out of date: run go generate ./returns", statesDoc)
}

func TestDiagram_NamesEveryStatusAndEveryMoveOnce(t *testing.T) {
	t.Parallel()
	diagram := returns.Diagram()
	arrows := map[string]int{}
	for line := range strings.Lines(diagram) {
		arrow, _, _ := strings.Cut(strings.TrimSpace(line), ":")
		arrows[arrow]++
	}
	for _, status := range returns.Statuses() {
		require.Contains(t, diagram, "--> "+string(status), "nothing leads to %s", status)
		require.Contains(t, diagram, "    "+string(status)+" -->", "%s leads nowhere, not even to the end", status)
	}
	for _, move := range returns.Moves() {
		for _, to := range move.To {
			if to != move.From {
				require.Equal(t, 1, arrows[string(move.From)+" --> "+string(to)])
			}
		}
	}
}
