package orders

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"

	"backhaul/returns"
	"backhaul/sheets"
)

// maxRecord bounds one line of an NDJSON file, which is one order.
const maxRecord = 4 << 20

// ndjson stores order after order as their lines are read.
func (j *job) ndjson(ctx context.Context, file io.Reader) error {
	reader := bufio.NewReaderSize(file, 64<<10)
	for row := 1; ; row++ {
		record, err := readRecord(reader)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if refusal, ok := errors.AsType[*returns.Error](err); ok {
			j.reject(row, "", refusal)
			continue
		}
		if err != nil {
			return err
		}
		if len(record) == 0 {
			continue
		}
		order := &gathered{rows: []int{row}}
		if err := decodeRecord(record, &order.input); err != nil {
			j.reject(row, order.input.OrderNumber, err)
			continue
		}
		if order.input.Currency == "" {
			order.input.Currency = j.options.Currency
		}
		if err := j.put(ctx, order, 0); err != nil {
			return err
		}
	}
}

// readRecord returns the next line without its end. A line that is too long is
// read past and refused.
func readRecord(reader *bufio.Reader) ([]byte, error) {
	var record []byte
	tooLong := false
	for {
		part, err := reader.ReadSlice('\n')
		if tooLong = tooLong || len(record)+len(part) > maxRecord; !tooLong {
			record = append(record, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case errors.Is(err, io.EOF) && len(record) == 0 && !tooLong:
			return nil, io.EOF
		case err != nil && !errors.Is(err, io.EOF):
			return nil, err
		case tooLong:
			return nil, returns.Refuse(sheets.MalformedRow, "the line is longer than %s MB", maxRecord>>20)
		}
		return bytes.TrimSpace(record), nil
	}
}

// decodeRecord reads one order and nothing else.
func decodeRecord(record []byte, into *Input) *returns.Error {
	decoder := json.NewDecoder(bytes.NewReader(record))
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
	return returns.Refuse(sheets.MalformedRow, "the line cannot be read as one order in JSON: %s", err)
}
