package sheets

import "strconv"

// Quote shows a value with what cannot be seen in it, and not more of it than helps.
func Quote(text string) string {
	const enough = 100
	if runes := []rune(text); len(runes) > enough {
		text = string(runes[:enough]) + "…"
	}
	return strconv.Quote(text)
}
