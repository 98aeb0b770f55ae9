package sheets

import (
	"io"

	"github.com/xuri/excelize/v2"

	"backhaul/returns"
)

const (
	// maxUnzipped bounds what a workbook may grow to, so that a small file that
	// unpacks to gigabytes is refused.
	maxUnzipped = 512 << 20
	// maxInMemory is from which size on a part of a workbook is read from a
	// temporary file.
	maxInMemory = 8 << 20
)

// xlsxSource reads the first sheet of a workbook.
type xlsxSource struct {
	file   *excelize.File
	rows   *excelize.Rows
	number int
}

func openXLSX(file io.Reader) (_ *xlsxSource, err error) {
	reading := &reading{Reader: file}
	defer noPanic(&err)
	book, err := excelize.OpenReader(reading, excelize.Options{
		RawCellValue: true, UnzipSizeLimit: maxUnzipped, UnzipXMLSizeLimit: maxInMemory,
	})
	if reading.err != nil {
		return nil, reading.err
	}
	if err != nil {
		return nil, errNoWorkbook()
	}
	s := &xlsxSource{file: book}
	if sheets := book.GetSheetList(); len(sheets) > 0 {
		s.rows, err = book.Rows(sheets[0])
	}
	if err != nil || s.rows == nil {
		_ = book.Close()
		return nil, errNoWorkbook()
	}
	return s, nil
}

func (s *xlsxSource) next() (cells []string, number int, err error) {
	s.number++
	defer noPanic(&err)
	if !s.rows.Next() {
		if s.rows.Error() != nil {
			return nil, s.number, errNoWorkbook()
		}
		return nil, s.number, io.EOF
	}
	if cells, err = s.rows.Columns(); err != nil {
		return nil, s.number, returns.Refuse(MalformedRow, "the row cannot be read: %s", err)
	}
	return cells, s.number, nil
}

func (s *xlsxSource) close() error { return s.file.Close() }

// errNoWorkbook ends the reading, unlike what is wrong with one row.
func errNoWorkbook() error {
	return returns.Refuse(returns.CodeInvalid, "the file cannot be read as an XLSX workbook; save it as .xlsx, without a password")
}

// noPanic takes what the library stumbles over in a broken workbook for what it
// is: a workbook that cannot be read.
func noPanic(err *error) {
	if recover() != nil {
		*err = errNoWorkbook()
	}
}

// reading remembers why the file itself could not be read.
type reading struct {
	io.Reader
	err error
}

func (r *reading) Read(p []byte) (int, error) {
	n, err := r.Reader.Read(p)
	if err != nil && err != io.EOF {
		r.err = err
	}
	return n, err
}
