// Package locales speaks to people in their language: English and Simplified
// Chinese.
//
// A text's key is its English: the format given to [returns.Refuse] is what an
// English reader sees, and zh.go holds the Chinese for it. A test reads the
// sources of the whole program and fails when a text has no Chinese, when its
// verbs differ, or when zh.go holds one that nobody says any more.
//
// It may import returns. Start at [Match] and [Error]. To add a language, add
// its tag to [Supported] and a table beside zh.go.
package locales
