package sheets

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"

	"backhaul/returns"
)

// maxLine bounds one line of an NDJSON file.
const maxLine = 4 << 20

// Lines is an NDJSON file being read: one JSON value in each line.
type Lines struct {
	reader *bufio.Reader
	number int
}

// OpenLines begins to read.
func OpenLines(file io.Reader) *Lines { return &Lines{reader: bufio.NewReaderSize(file, 64<<10)} }

// Next returns the next line that is not empty and its number, [io.EOF] at the
// end. A line that is too long is read past; the [returns.Error] is about it alone.
func (l *Lines) Next() (line []byte, number int, err error) {
	for len(line) == 0 && err == nil {
		l.number++
		line, err = l.read()
	}
	return line, l.number, err
}

func (l *Lines) read() ([]byte, error) {
	var line []byte
	tooLong := false
	for {
		part, err := l.reader.ReadSlice('\n')
		if tooLong = tooLong || len(line)+len(part) > maxLine; !tooLong {
			line = append(line, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case errors.Is(err, io.EOF) && len(line) == 0 && !tooLong:
			return nil, io.EOF
		case err != nil && !errors.Is(err, io.EOF):
			return nil, err
		case tooLong:
			return nil, returns.Refuse(MalformedRow, "the line is longer than %s MB", maxLine>>20)
		}
		return bytes.TrimSpace(line), nil
	}
}

// Decode reads one JSON value of a line, and nothing else: no unknown fields, and
// no second value.
func Decode(line []byte, into any) *returns.Error {
	decoder := json.NewDecoder(bytes.NewReader(line))
	decoder.DisallowUnknownFields()
	err := decoder.Decode(into)
	if err == nil && decoder.More() {
		err = errors.New("there is more than one JSON value on the line")
	}
	if err == nil {
		return nil
	}
	if refusal, ok := errors.AsType[*returns.Error](err); ok {
		return refusal
	}
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok && wrong.Field != "" {
		return returns.RefuseField(wrong.Field, "wrong_type", "%s cannot be a JSON %s", wrong.Field, wrong.Value)
	}
	return returns.Refuse(MalformedRow, "the line cannot be read as JSON: %s", err)
}
