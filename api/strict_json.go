package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"backhaul/returns"
)

// maxDepth is deeper than any body of the contract and far from what could
// exhaust a parser.
const maxDepth = 64

// parseJSON reads one JSON value and nothing else. What parsers disagree about
// is refused: keys that stand twice, bytes that are not UTF-8, a second value.
// Numbers come as json.Number, so that none is rounded.
func parseJSON(data []byte) (any, error) {
	if !utf8.Valid(data) {
		return nil, returns.Refuse(codeMalformed, "the body is not UTF-8")
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	p := &jsonParser{decoder: decoder}
	value, err := p.value("", 0)
	if err != nil {
		return nil, err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, returns.Refuse(codeMalformed, "the body goes on after its JSON value, at byte %s", decoder.InputOffset())
	}
	if len(p.fields) > 0 {
		return nil, invalid(p.fields)
	}
	return value, nil
}

type jsonParser struct {
	decoder *json.Decoder
	fields  []returns.FieldError
}

func (p *jsonParser) value(path string, depth int) (any, error) {
	token, err := p.decoder.Token()
	if err != nil {
		return nil, p.malformed(err)
	}
	switch token := token.(type) {
	case json.Delim:
		if depth >= maxDepth {
			return nil, returns.Refuse(codeMalformed, "the body is nested more than %s levels deep", maxDepth)
		}
		if token == '{' {
			return p.object(path, depth+1)
		}
		return p.array(path, depth+1)
	case string:
		p.checkText(path, token)
		return token, nil
	default: // json.Number, bool, nil
		return token, nil
	}
}

func (p *jsonParser) object(path string, depth int) (any, error) {
	object := map[string]any{}
	for p.decoder.More() {
		token, err := p.decoder.Token()
		if err != nil {
			return nil, p.malformed(err)
		}
		key, ok := token.(string)
		if !ok {
			return nil, p.malformed(errors.New("a key is not a string"))
		}
		at := join(path, key)
		p.checkText(at, key)
		if _, twice := object[key]; twice {
			refusal := returns.Refuse(codeMalformed, "%s stands in the body twice", at)
			refusal.Fields = []returns.FieldError{{Field: at, Code: "duplicate_key", Format: refusal.Format, Args: refusal.Args}}
			return nil, refusal
		}
		if object[key], err = p.value(at, depth); err != nil {
			return nil, err
		}
	}
	_, err := p.decoder.Token() // the closing brace
	return object, p.malformed(err)
}

func (p *jsonParser) array(path string, depth int) (any, error) {
	array := []any{}
	for p.decoder.More() {
		element, err := p.value(path+"["+strconv.Itoa(len(array))+"]", depth)
		if err != nil {
			return nil, err
		}
		array = append(array, element)
	}
	_, err := p.decoder.Token() // the closing bracket
	return array, p.malformed(err)
}

// checkText refuses the one character that PostgreSQL cannot store.
func (p *jsonParser) checkText(path, text string) {
	if strings.ContainsRune(text, 0) {
		p.fields = append(p.fields, returns.FieldError{
			Field: strings.ReplaceAll(path, "\x00", `\u0000`), Code: "invisible_character", Format: "the text holds the character NUL",
		})
	}
}

func (p *jsonParser) malformed(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return returns.Refuse(codeMalformed, "the body is not complete JSON: it ends too early")
	}
	return returns.Refuse(codeMalformed, "the body is not JSON: %s, at byte %s", err, p.decoder.InputOffset())
}

// join extends a JSON path as fields are named in problems: lines[0].quantity.
func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// invalid is the refusal of several fields; the first gives the text.
func invalid(fields []returns.FieldError) *returns.Error {
	return &returns.Error{Code: returns.CodeInvalid, Format: fields[0].Format, Args: fields[0].Args, Fields: fields}
}
