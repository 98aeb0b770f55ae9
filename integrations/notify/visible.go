package notify

import (
	"strings"
	"unicode"
)

// What strangers typed, made to read as it is: a name cannot turn the text around,
// hide in it, or begin a paragraph of its own.

// visible leaves out marks that are not seen and can make a text read as another:
// those that turn its direction, and those without width. The joiners that some
// scripts and emoji need stay.
func visible(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\u200c', r == '\u200d', r == '\n', r == '\r', r == '\t':
			return r
		case unicode.Is(unicode.Cf, r), unicode.IsControl(r), r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, ""))
}

// oneLine is a name or a number: visible, and without line breaks.
func oneLine(text string) string { return visible(strings.Join(strings.Fields(text), " ")) }

// readable is the data with each text made visible. The return's number is ours;
// were there anything odd about it, the mail would be refused.
func (d Data) readable() Data {
	for _, text := range []*string{&d.ShopName, &d.CustomerName, &d.OrderNumber, &d.Reference, &d.Carrier, &d.TrackingNumber} {
		*text = oneLine(*text)
	}
	d.Note = visible(d.Note)
	lines := make([]Line, len(d.Lines))
	for i, line := range d.Lines {
		lines[i] = Line{SKU: oneLine(line.SKU), Description: oneLine(line.Description), Quantity: line.Quantity}
	}
	d.Lines = lines
	return d
}
