package main

import (
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"unicode"
)

var (
	// inlineLink finds [text](target) and [text](target "title"); images are links too.
	inlineLink = regexp.MustCompile(`\]\(([^)\s]+)(?:\s+"[^"]*")?\)`)
	codeSpan   = regexp.MustCompile("`[^`\n]*`")
	heading    = regexp.MustCompile(`(?m)^#{1,6}[ \t]+(.+?)[ \t]*#*[ \t]*$`)
	lineNumber = regexp.MustCompile(`^L\d+(-L?\d+)?$`)
)

// checkLinks follows the relative links of one Markdown file. Links to other sites are not followed: a check that
// needs the network fails for reasons that are not ours.
func checkLinks(root, name, content string, report func(string, ...any)) {
	text := codeSpan.ReplaceAllString(withoutCode(content), "")
	for _, found := range inlineLink.FindAllStringSubmatch(text, -1) {
		link, err := url.Parse(found[1])
		if err != nil {
			report("%s: %q is not a link: %v", name, found[1], err)
			continue
		}
		if link.Scheme != "" || link.Host != "" {
			continue
		}
		if strings.HasPrefix(link.Path, "/") && strings.HasPrefix(name, "console/src/") {
			if !isPage(root, link.Path) {
				report("%s: link to %s, which is no page of the console", name, found[1])
			}
			continue
		}
		target := name
		if link.Path != "" {
			target = path.Join(path.Dir(name), link.Path)
		}
		file, err := os.ReadFile(filepath.Join(root, target))
		if info, statErr := os.Stat(filepath.Join(root, target)); statErr == nil && info.IsDir() {
			continue
		}
		switch {
		case err != nil:
			report("%s: link to %s, which does not exist", name, found[1])
		case lineNumber.MatchString(link.Fragment):
			report("%s: link to %s: lines move, name the symbol instead", name, found[1])
		case link.Fragment != "" && path.Ext(target) == ".md" && !anchors(string(file))[link.Fragment]:
			report("%s: link to %s: %s has no such heading", name, found[1], target)
		}
	}
}

// isPage reports whether the console, or the portal beside it, has a page at the address: its manual leads there. What
// follows the first part is the page's own affair.
func isPage(root, address string) bool {
	first, _, _ := strings.Cut(strings.TrimPrefix(address, "/"), "/")
	routes, err := os.ReadFile(filepath.Join(root, "console/src/app/routes.tsx"))
	return first == "portal" || err == nil &&
		(strings.Contains(string(routes), "'/"+first+"'") || strings.Contains(string(routes), "'/"+first+"/:"))
}

// anchors are the fragments that the headings of a Markdown file can be reached by, as code hosts form them: lower
// case, spaces to hyphens, other punctuation dropped.
func anchors(content string) map[string]bool {
	all := map[string]bool{}
	for _, found := range heading.FindAllStringSubmatch(withoutCode(content), -1) {
		var anchor strings.Builder
		for _, r := range strings.ToLower(found[1]) {
			switch {
			case r == ' ':
				anchor.WriteByte('-')
			case r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r):
				anchor.WriteRune(r)
			}
		}
		all[anchor.String()] = true
	}
	return all
}

// withoutCode drops fenced blocks of code.
func withoutCode(content string) string {
	var text strings.Builder
	fence := "" // the one we are in
	for line := range strings.Lines(content) {
		start := strings.TrimSpace(line)
		switch {
		case fence == "" && strings.HasPrefix(start, "```"):
			fence = "```"
		case fence == "" && strings.HasPrefix(start, "~~~"):
			fence = "~~~"
		case fence == "":
			text.WriteString(line)
		case strings.HasPrefix(start, fence):
			fence = ""
		}
	}
	return text.String()
}
