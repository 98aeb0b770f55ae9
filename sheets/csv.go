package sheets

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"backhaul/returns"
)

// csvSource reads CSV.
type csvSource struct {
	reader *csv.Reader
	// extra counts line breaks inside cells, so that rows are numbered as a
	// spreadsheet numbers them.
	extra int
}

// openCSV skips a byte order mark, recognizes GB18030, and takes semicolons or
// tabs as separators when the header has them instead of commas.
func openCSV(file io.Reader) (*csvSource, error) {
	buffered := bufio.NewReaderSize(file, 64<<10)
	if mark, err := buffered.Peek(3); err == nil && bytes.Equal(mark, []byte("\xef\xbb\xbf")) {
		_, _ = buffered.Discard(3)
	}
	start, err := buffered.Peek(buffered.Size())
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, bufio.ErrBufferFull) {
		return nil, err
	}
	var text io.Reader = buffered
	if isGB18030(start) {
		text = simplifiedchinese.GB18030.NewDecoder().Reader(buffered)
	}
	first, _, _ := bytes.Cut(start, []byte("\n"))
	s := &csvSource{reader: csv.NewReader(text)}
	s.reader.FieldsPerRecord = -1
	for _, separator := range []rune{';', '\t'} {
		if !bytes.ContainsRune(first, ',') && bytes.ContainsRune(first, separator) {
			s.reader.Comma = separator
		}
	}
	return s, nil
}

func (s *csvSource) next() ([]string, int, error) {
	cells, err := s.reader.Read()
	if wrong, ok := errors.AsType[*csv.ParseError](err); ok {
		number := wrong.StartLine - s.extra
		s.extra += wrong.Line - wrong.StartLine
		return nil, number, returns.Refuse(MalformedRow, "the row cannot be read as CSV: a quote is missing or out of place")
	}
	if err != nil {
		return nil, 0, err
	}
	line, _ := s.reader.FieldPos(0)
	number := line - s.extra
	for _, cell := range cells {
		s.extra += strings.Count(cell, "\n")
	}
	return cells, number, nil
}

func (*csvSource) close() error { return nil }

// isGB18030 reports whether the text is Chinese as spreadsheets in China save it.
// That is so when it is not UTF-8 and what is beyond ASCII comes in pairs of
// bytes from 0xA1 on, where the common characters are: the accented letters of
// older western encodings stand between ASCII ones.
func isGB18030(start []byte) bool {
	if validPrefix(start) {
		return false
	}
	pairs, others := 0, 0
	for i := 0; i < len(start); i++ {
		switch {
		case start[i] < 0x80:
		case i+1 < len(start) && start[i] >= 0xA1 && start[i+1] >= 0xA1:
			pairs++
			i++
		default:
			others++
		}
	}
	return pairs > 9*others
}

// validPrefix reports whether the text is UTF-8, of which the last character may
// be cut off.
func validPrefix(text []byte) bool {
	for cut := range min(utf8.UTFMax, len(text)+1) {
		if utf8.Valid(text[:len(text)-cut]) {
			return true
		}
	}
	return false
}
