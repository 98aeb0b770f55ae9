package locales

import (
	"fmt"
	"go/ast"
	"go/token"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

func TestChinese_HoldsExactlyWhatTheProgramSays(t *testing.T) {
	t.Parallel()
	texts, unreadable := readSources(t, "..").texts()
	require.Greater(t, len(texts), 20, "too few texts were found to believe it")
	require.Empty(t, unreadable, "the format must be written out there, so that it can be translated")

	var missing []string
	unused := maps.Clone(chinese)
	for _, text := range texts {
		delete(unused, text.format)
		if _, known := chinese[text.format]; !known && hasWords(text.format) {
			missing = append(missing, fmt.Sprintf("%s: %q", text.at, text.format))
		}
	}
	slices.Sort(missing)
	require.Empty(t, strings.Join(missing, "\n"), "no Chinese in locales/zh.go for these")
	require.Empty(t, slices.Sorted(maps.Keys(unused)), "nobody says these any more: remove them from locales/zh.go")
}

// hasWords is false for a format that only passes on another text.
func hasWords(format string) bool {
	return strings.Trim(strings.ReplaceAll(format, "%s", ""), " :,;()") != ""
}

func TestChinese_FillsTheSameVerbsAsTheEnglish(t *testing.T) {
	t.Parallel()
	for english, text := range chinese {
		want, err := argumentsOf(english)
		require.NoError(t, err, english)
		got, err := argumentsOf(text)
		require.NoError(t, err, text)
		require.Equal(t, want, got, "%q and %q", english, text)
		require.NotRegexp(t, `[\p{Han}][,;:?!]`, text, "Chinese takes its own punctuation: %q", text)
	}
}

var verb = regexp.MustCompile(`%(?:\[(\d+)\])?(.)`)

// argumentsOf lists the arguments that a format fills in, sorted.
func argumentsOf(format string) (arguments []int, err error) {
	next := 1
	for _, match := range verb.FindAllStringSubmatch(format, -1) {
		if match[2] == "%" {
			continue
		}
		if match[2] != "s" {
			return nil, fmt.Errorf("%q has the verb %s; only %%s is allowed", format, match[0])
		}
		if match[1] != "" {
			if _, err := fmt.Sscan(match[1], &next); err != nil {
				return nil, err
			}
		}
		arguments = append(arguments, next)
		next++
	}
	slices.Sort(arguments)
	return arguments, nil
}

func TestChineseNames_HoldEveryWordOfTheDomain(t *testing.T) {
	t.Parallel()
	words := map[string]bool{}
	for word := range chineseNames {
		words[fmt.Sprintf("%T %s", word, word)] = true
	}
	types := map[string]bool{}
	for word := range words {
		kind, _, _ := strings.Cut(word, " ")
		types[kind] = true
	}
	declared := constants(readSources(t, "..").packages["returns"])
	require.Greater(t, len(declared), 60, "too few constants were found to believe it")
	for _, constant := range declared {
		kind, _, _ := strings.Cut(constant, " ")
		if types[kind] {
			require.Contains(t, words, constant, "it has no Chinese in locales/zh_names.go")
			delete(words, constant)
		}
	}
	require.Empty(t, words, "the domain has no such words any more")
}

// constants lists the typed string constants of a package, "returns.Status requested".
func constants(files []*ast.File) (found []string) {
	for _, file := range files {
		for _, declaration := range file.Decls {
			group, ok := declaration.(*ast.GenDecl)
			if !ok || group.Tok != token.CONST {
				continue
			}
			for _, spec := range group.Specs {
				constant := spec.(*ast.ValueSpec)
				kind, isNamed := constant.Type.(*ast.Ident)
				if !isNamed {
					continue
				}
				for _, value := range constant.Values {
					if text, ok := literal(value); ok {
						found = append(found, file.Name.Name+"."+kind.Name+" "+text)
					}
				}
			}
		}
	}
	return found
}

func TestChineseNames_SameLettersInARefusal_MeanTheSame(t *testing.T) {
	t.Parallel()
	for word, name := range chineseNames {
		switch word.(type) {
		case returns.Status, returns.Action, returns.Role, returns.LogisticsState, returns.RefundState:
			require.Equal(t, nameOf[fmt.Sprint(word)], name, "%T %s", word, word)
		}
	}
}
