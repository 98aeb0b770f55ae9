package batches

import (
	"encoding/json"
	"errors"
	"io"
	"strconv"

	"backhaul/returns"
)

const (
	// codeMalformed and codeUnknownField are what the API calls them everywhere.
	codeMalformed    returns.Code = "malformed_json"
	codeUnknownField returns.Code = "unknown_field"

	maxReturn = 1 << 20
)

// List reads {"name": …, "returns": […]}, one return at a time.
type List struct {
	decoder *json.Decoder
	read    func(json.RawMessage) (returns.Request, error)
	name    string
	number  int
	within  bool
	listed  bool
}

// OpenList prepares to read; read makes a request of one element, or refuses it.
func OpenList(file io.Reader, read func(json.RawMessage) (returns.Request, error)) *List {
	return &List{decoder: json.NewDecoder(file), read: read}
}

// Name is the batch's, known once all rows were read.
func (l *List) Name() string { return l.name }

// Next reads one element of the list, or the end of the body.
func (l *List) Next() (Row, error) {
	if !l.listed {
		if err := l.expect(json.Delim('{')); err != nil {
			return Row{}, err
		}
		l.listed = true
	}
	for {
		if l.within {
			if l.decoder.More() {
				return l.element()
			}
			if err := l.expect(json.Delim(']')); err != nil {
				return Row{}, err
			}
			l.within = false
		}
		if ended, err := l.key(); err != nil || ended {
			return Row{}, err
		}
	}
}

func (l *List) element() (Row, error) {
	l.number++
	var raw json.RawMessage
	if err := l.decoder.Decode(&raw); err != nil {
		return Row{}, malformed(err)
	}
	row := Row{Number: l.number}
	if len(raw) > maxReturn {
		return row, returns.Refuse(codeMalformed, "one return has more than %s MB", maxReturn>>20)
	}
	var err error
	row.Request, err = l.read(raw)
	return row, err
}

// key reads up to the list, or reports the end of the body.
func (l *List) key() (ended bool, err error) {
	if !l.decoder.More() {
		if err := l.expect(json.Delim('}')); err != nil {
			return false, err
		}
		if _, err := l.decoder.Token(); !errors.Is(err, io.EOF) {
			return false, returns.Refuse(codeMalformed, "the body goes on after its JSON value, at byte %s", l.decoder.InputOffset())
		}
		return true, io.EOF
	}
	key, err := l.decoder.Token()
	if err != nil {
		return false, malformed(err)
	}
	switch key {
	case "name":
		if err := l.decoder.Decode(&l.name); err != nil {
			return false, malformed(err)
		}
		return false, nil
	case "returns":
		if l.number > 0 {
			return false, returns.Refuse(codeMalformed, "the field %s stands in the body twice", "returns")
		}
		l.within = true
		return false, l.expect(json.Delim('['))
	}
	return false, returns.Refuse(codeUnknownField, "the field %s is unknown here", strconv.Quote(key.(string)))
}

func (l *List) expect(want json.Delim) error {
	token, err := l.decoder.Token()
	if err != nil {
		return malformed(err)
	}
	if token != want {
		return returns.Refuse(codeMalformed, "the body must be an object with name and returns, a list")
	}
	return nil
}

// malformed is the refusal of what is no JSON. What kept the body from being read
// stays what it is.
func malformed(err error) error {
	_, syntax := errors.AsType[*json.SyntaxError](err)
	_, kind := errors.AsType[*json.UnmarshalTypeError](err)
	if syntax || kind || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return returns.Refuse(codeMalformed, "the body is not JSON: %s", err)
	}
	return err
}
