package papers

import (
	"bytes"
	_ "embed" // the font
	"fmt"
	"strings"
	"sync"
	"time"
	"unicode"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/text/language"
)

//go:embed font/NotoSansSC-subset.ttf
var fontFile []byte

// signs is the font as it is asked what it has; it may be asked by many at once.
var signs = sync.OnceValue(func() *sfnt.Font {
	font, err := sfnt.Parse(fontFile)
	if err != nil {
		panic("papers: the font cannot be read: " + err.Error()) // it is part of the program
	}
	return font
})

// sheet is a PDF under way. Lengths are millimeters, sizes of letters points.
type sheet struct {
	*fpdf.Fpdf
	buffer sfnt.Buffer
}

func newSheet(title string, tag language.Tag, made time.Time, width, height float64) *sheet {
	pdf := fpdf.NewCustom(&fpdf.InitType{UnitStr: "mm", Size: fpdf.SizeType{Wd: width, Ht: height}})
	pdf.AddUTF8FontFromBytes("sans", "", fontFile)
	pdf.SetTitle(title, true)
	pdf.SetLang(tag.String())
	pdf.SetCreationDate(made)
	pdf.SetModificationDate(made)
	pdf.SetCatalogSort(true)
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetCellMargin(0)
	return &sheet{Fpdf: pdf}
}

// write sets text in lines of at most that width, the first with its top at y,
// and returns where the next one begins. Lines beyond most are cut off with "…".
func (s *sheet) write(text string, size, x, y, width float64, most int) float64 {
	s.SetFont("sans", "", size)
	height := size * 0.5 // in mm: a point is 0.35 mm, and lines need air
	for _, line := range s.wrap(text, width, most) {
		s.SetXY(x, y)
		s.CellFormat(width, height, line, "", 0, "LM", false, 0, "")
		y += height
	}
	return y
}

// wrap breaks text where words end or, as in Chinese, anywhere between two signs.
// The library's own wrapping loses the sign at which it breaks.
func (s *sheet) wrap(text string, width float64, most int) (lines []string) {
	for paragraph := range strings.SplitSeq(text, "\n") {
		rest := []rune(s.printable(strings.TrimSpace(paragraph)))
		for len(rest) > 0 {
			end := s.fits(rest, width)
			if len(lines) == most-1 && end < len(rest) {
				return append(lines, string(rest[:max(s.fits(rest, width-s.GetStringWidth("…")), 1)])+"…")
			}
			if lines = append(lines, strings.TrimSpace(string(rest[:end]))); len(lines) == most {
				return lines
			}
			rest = []rune(strings.TrimLeft(string(rest[end:]), " "))
		}
	}
	return lines
}

// fits is how many of the signs go into one line; at least one.
func (s *sheet) fits(text []rune, width float64) int {
	end, used := 0, 0.0
	for end < len(text) {
		used += s.GetStringWidth(string(text[end]))
		if used > width {
			break
		}
		end++
	}
	if end == len(text) {
		return end
	}
	for back := end; back > 0; back-- {
		if text[back] == ' ' || text[back-1] == '-' || unicode.Is(unicode.Han, text[back]) || unicode.Is(unicode.Han, text[back-1]) {
			return back
		}
	}
	return max(end, 1) // a word longer than a line
}

// printable replaces what the font has no sign for.
func (s *sheet) printable(text string) string {
	return strings.Map(func(sign rune) rune {
		if unicode.IsSpace(sign) {
			return ' '
		}
		if unicode.Is(unicode.Cf, sign) || unicode.Is(unicode.Mn, sign) || !unicode.IsPrint(sign) {
			return -1
		}
		if glyph, err := signs().GlyphIndex(&s.buffer, sign); err != nil || glyph == 0 || sign > 0xFFFF {
			return '〓'
		}
		return sign
	}, text)
}

func (s *sheet) line(x1, y1, x2, y2 float64) {
	s.SetDrawColor(120, 120, 120)
	s.SetLineWidth(0.2)
	s.Line(x1, y1, x2, y2)
}

// bytes ends the sheet.
func (s *sheet) bytes() ([]byte, error) {
	var file bytes.Buffer
	if err := s.Output(&file); err != nil {
		return nil, fmt.Errorf("papers: %w", err)
	}
	return file.Bytes(), nil
}
