package api

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"backhaul/audit"
	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/exports"
	"backhaul/returns"
)

// who is the caller, for the audit trail.
func (c *call) who() audit.Who { return audit.Who{Actor: c.actor, Origin: c.origin()} }

// origin is where the call comes from.
func (c *call) origin() returns.Origin {
	return returns.Origin{Address: c.address, Via: c.via, UserAgent: c.agent}
}

// cut shortens what a caller sent of their own accord to so many bytes.
func cut(text string, most int) string {
	text = strings.ToValidUTF8(text, "\uFFFD")
	if len(text) <= most {
		return text
	}
	for !utf8.RuneStart(text[most]) {
		most--
	}
	return text[:most]
}

// ListAudit answers with a page of what happened, whichever trail it is in.
func (s *server) ListAudit(ctx context.Context, r ListAuditRequestObject) (ListAuditResponseObject, error) {
	filter, err := auditFilter(r.Params.From, r.Params.To, r.Params.Actor, r.Params.Kind)
	if err != nil {
		return nil, err
	}
	cursor, err := readCursor(r.Params.Cursor, 3)
	if err != nil {
		return nil, err
	}
	if cursor != nil {
		at, err := time.Parse(time.RFC3339Nano, cursor[0])
		if err != nil {
			return nil, errCursor()
		}
		filter.AfterAt, filter.AfterReturn = &at, cursor[1]
		if filter.AfterSeq, err = strconv.ParseInt(cursor[2], 10, 64); err != nil {
			return nil, errCursor()
		}
	}
	filter.Most = most(r.Params.Limit)
	rows, err := db.Queries.AuditPage(ctx, s.DB, filter)
	if err != nil {
		return nil, err
	}
	list := ListAudit200JSONResponse{}
	rows, list.NextCursor = page(rows, r.Params.Limit, func(e sqlc.AuditPageRow) []string {
		return append(timeKey(e.At, e.ReturnID), strconv.FormatInt(e.Seq, 10))
	})
	list.Items = make([]AuditEntry, len(rows))
	for i, row := range rows {
		list.Items[i] = auditEntry(row)
	}
	return list, nil
}

func auditFilter(from *From, to *To, actor *AuditActor, kind *AuditKind) (filter sqlc.AuditPageParams, err error) {
	filter = sqlc.AuditPageParams{Actor: actor, Kind: kind}
	filter.Since, filter.Before, err = span(from, to)
	return filter, err
}

func auditEntry(row sqlc.AuditPageRow) AuditEntry {
	entry := AuditEntry{
		Kind: row.Kind, Actor: returns.Actor{ID: row.ActorID, Role: returns.Role(row.ActorRole), Name: row.ActorName},
		Subject: row.Subject, Data: row.Data, Refused: orNull(row.Refused), At: row.At.UTC(), Seq: row.Seq,
		Hash: hex.EncodeToString(row.Hash),
	}
	_ = json.Unmarshal(row.Origin, &entry.Origin) // verify finds what was tampered with; the rest is shown
	return entry
}

// ExportAudit answers with all of it as a file, and notes who took it.
func (s *server) ExportAudit(ctx context.Context, r ExportAuditRequestObject) (ExportAuditResponseObject, error) {
	filter, err := auditFilter(r.Params.From, r.Params.To, r.Params.Actor, r.Params.Kind)
	if err != nil {
		return nil, err
	}
	// What happens meanwhile, this export included, is not in it.
	now := s.Now().UTC()
	if filter.Before == nil || filter.Before.After(now) {
		filter.Before = &now
	}
	if err := audit.Record(ctx, s.DB, audit.Entry{
		Kind: audit.AuditExported, Who: callOf(ctx).who(), At: now,
		Data: map[string]any{"from": filter.Since, "before": filter.Before, "actor": filter.Actor, "kind": filter.Kind},
	}); err != nil {
		return nil, err
	}
	csv := r.Params.Format != nil && *r.Params.Format == AuditCSV
	// The file may be long; it ends when whoever reads it goes away.
	reader, writer := io.Pipe()
	go func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), exportPatience)
		defer cancel()
		write := s.auditNDJSON
		if csv {
			write = s.auditCSV
		}
		_ = writer.CloseWithError(write(ctx, filter, writer)) // never fails
	}()
	name := `attachment; filename="audit-` + now.Format("20060102-150405")
	if csv {
		name += `.csv"`
		return ExportAudit200TextCsvResponse{Body: reader, Headers: ExportAudit200ResponseHeaders{ContentDisposition: &name}}, nil
	}
	name += `.ndjson"`
	return ExportAudit200ApplicationXNdjsonResponse{Body: reader, Headers: ExportAudit200ResponseHeaders{ContentDisposition: &name}}, nil
}

// exportPatience ends an export that nobody reads on.
const exportPatience = 10 * time.Minute

func (s *server) auditNDJSON(ctx context.Context, filter sqlc.AuditPageParams, w io.Writer) error {
	out := json.NewEncoder(w)
	return s.eachAudit(ctx, filter, func(row sqlc.AuditPageRow) error { return out.Encode(auditEntry(row)) })
}

func (s *server) auditCSV(ctx context.Context, filter sqlc.AuditPageParams, w io.Writer) error {
	table, err := exports.NewCSV(w, "at", "kind", "actor", "role", "name", "address", "via", "user_agent", "subject", "data", "refused", "seq", "hash")
	if err != nil {
		return err
	}
	err = s.eachAudit(ctx, filter, func(row sqlc.AuditPageRow) error {
		e := auditEntry(row)
		return table.Row(e.At.Format(time.RFC3339Nano), e.Kind, e.Actor.ID, string(e.Actor.Role), e.Actor.Name, e.Origin.Address,
			e.Origin.Via, e.Origin.UserAgent, e.Subject, string(e.Data), row.Refused, strconv.FormatInt(e.Seq, 10), e.Hash)
	})
	if err != nil {
		return err
	}
	return table.Flush()
}

// eachAudit walks through the entries in pages, so that none is held longer than
// it takes to write it.
func (s *server) eachAudit(ctx context.Context, filter sqlc.AuditPageParams, visit func(sqlc.AuditPageRow) error) error {
	const size = 500
	filter.Most = size
	for {
		rows, err := db.Queries.AuditPage(ctx, s.DB, filter)
		if err != nil {
			return err
		}
		for _, row := range rows {
			if err := visit(row); err != nil {
				return err
			}
		}
		if len(rows) < size {
			return nil
		}
		last := rows[len(rows)-1]
		filter.AfterAt, filter.AfterReturn, filter.AfterSeq = &last.At, last.ReturnID, last.Seq
	}
}
