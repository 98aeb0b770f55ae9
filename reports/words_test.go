package reports

import (
	"os"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestWords_EveryHeadAndTitle_HasItsChinese(t *testing.T) {
	t.Parallel()
	found := 0
	for _, file := range []string{"sheets.go", "digest.html"} {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		for _, match := range regexp.MustCompile(`"([A-Z0-9][A-Za-z0-9,% ]+)"`).FindAllStringSubmatch(string(text), -1) {
			require.Contains(t, words, match[1], file)
			found++
		}
	}
	require.Greater(t, found, 80)
}
