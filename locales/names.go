package locales

import (
	"strings"

	"golang.org/x/text/language"

	"backhaul/returns"
)

// Word is a machine name that people meet. The labels of reasons are not among
// them: a shop adds its own, so they live in the database.
type Word interface {
	returns.Status | returns.Action | returns.Role | returns.Method | returns.Disposition |
		returns.LogisticsState | returns.GoodsState | returns.RefundState | returns.DisputeState
}

// Name says a machine name in the language: returns.RefundPending is "refund
// pending" and "退款处理中".
func Name[W Word](tag language.Tag, word W) string {
	if tag == Chinese {
		if name, known := chineseNames[any(word)]; known {
			return name
		}
	}
	return strings.ReplaceAll(string(word), "_", " ")
}

// nameOf finds the Chinese of the machine names that refusals fill in, where
// only the text is left of them. A test holds that no two of these words differ.
var nameOf = spokenNames()

func spokenNames() map[string]string {
	names := map[string]string{}
	for word, name := range chineseNames {
		switch word := word.(type) {
		case returns.Status:
			names[string(word)] = name
		case returns.Action:
			names[string(word)] = name
		case returns.Role:
			names[string(word)] = name
		case returns.LogisticsState:
			names[string(word)] = name
		case returns.RefundState:
			names[string(word)] = name
		}
	}
	return names
}
