package main

import (
	"fmt"
	"io"
	"regexp"
	"strings"
)

// A file longer than wantedLines likely holds two ideas and is named; one longer than mostLines fails the check.
const (
	wantedLines = 300
	mostLines   = 350
)

// generatedMark is Go's own convention (go.dev/s/generatedcode).
var generatedMark = regexp.MustCompile(`(?m)^// Code generated .* DO NOT EDIT\.$`)

func checkLength(name, content string, report func(string, ...any), out io.Writer) {
	lines := strings.Count(content, "\n")
	switch {
	case lines <= wantedLines, generatedMark.MatchString(content):
	case lines > mostLines:
		report("%s: %d lines; %d are the most, %d the aim: split it by what it is about", name, lines, mostLines, wantedLines)
	default:
		fmt.Fprintf(out, "%s: %d lines (note only: above the aim of %d)\n", name, lines, wantedLines)
	}
}
