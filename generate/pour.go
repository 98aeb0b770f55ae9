package generate

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"backhaul/returns"
)

// Read fills p with lines of casts.
func (p *pourer) Read(b []byte) (int, error) {
	if p.read == len(p.buffer) {
		p.buffer, p.read = p.buffer[:0], 0
		for len(p.buffer) < 64<<10 && p.pourOne() {
		}
		if len(p.buffer) == 0 {
			return 0, io.EOF
		}
	}
	n := copy(b, p.buffer[p.read:])
	p.read += n
	return n, nil
}

// pourOne writes the rows of one cast, and reports false after the last.
func (p *pourer) pourOne() bool {
	if p.next == len(p.casting.turns) {
		return false
	}
	turn := p.casting.turns[p.next]
	p.next++
	if !turn.sale {
		cast := p.casting.returnCast(turn.number)
		p.rows(p.table.byMold[cast.mold], &cast)
	} else if len(p.table.sales) > 0 {
		cast := p.casting.saleCast(turn.number)
		p.rows(p.table.sales[cast.mold], &cast)
	}
	return true
}

func (p *pourer) rows(rows []row, cast *cast) {
	var previous []byte
	for _, row := range rows {
		start := len(p.buffer)
		for _, piece := range row {
			p.buffer = piece.appendTo(p.buffer, cast)
		}
		if p.table.name == "return_events" { // the hash is the last column
			line := p.buffer[start:]
			previous = eventOf(p.table, line).Hash(previous)
			p.buffer = append(p.buffer, `\\x`...)
			p.buffer = hex.AppendEncode(p.buffer, previous)
		}
		p.buffer = append(p.buffer, '\n')
	}
}

func (p piece) appendTo(b []byte, cast *cast) []byte {
	switch p.own {
	case ownReturn:
		return append(b, cast.body...)
	case ownRMA:
		return append(b, cast.rma...)
	case ownOrder:
		return append(b, cast.order...)
	case ownCustomer:
		return append(b, cast.customer...)
	case ownName:
		return append(b, cast.name...)
	case ownTracking:
		return append(b, cast.tracking...)
	case ownTime:
		return p.at.Add(cast.shift).UTC().AppendFormat(b, timeFormat)
	case ownMoment:
		return p.at.Add(cast.shift).UTC().AppendFormat(b, time.RFC3339Nano)
	case ownNothing:
	}
	return append(b, p.text...)
}

const timeFormat = "2006-01-02 15:04:05.999999Z07:00"

// eventOf reads a line of return_events back, to hash it.
func eventOf(t *table, line []byte) returns.Event {
	fields := strings.Split(string(line), "\t")
	field := func(name string) string {
		text := fields[slices.Index(t.columns, name)]
		if text == `\N` {
			return ""
		}
		return unescape.Replace(text)
	}
	seq, _ := strconv.Atoi(field("seq")) // written by the database
	at, _ := time.Parse(timeFormat, field("at"))
	event := returns.Event{
		ReturnID: field("return_id"), Seq: seq, Action: returns.Action(field("action")), DecisionID: field("decision_id"),
		Actor: returns.Actor{ID: field("actor_id"), Role: returns.Role(field("actor_role")), Name: field("actor_name")},
		From:  returns.Status(field("status_from")), To: returns.Status(field("status_to")),
		Data: json.RawMessage(field("data")), Refused: field("refused"), At: at,
	}
	if origin := field("origin"); origin != "" {
		_ = json.Unmarshal([]byte(origin), &event.Origin) // molds have none
	}
	return event
}

var (
	escape   = strings.NewReplacer(`\`, `\\`, "\t", `\t`, "\n", `\n`, "\r", `\r`)
	unescape = strings.NewReplacer(`\\`, `\`, `\t`, "\t", `\n`, "\n", `\r`, "\r")
)

// read takes the rows of all molds apart, from every table that has some: but for
// messages and the changes of a day, which are long gone and half of the size.
func (c *casting) read(ctx context.Context) error {
	c.takeTurns()
	rows, err := c.pool.Query(ctx, `
		select c.table_name, array_agg(c.column_name::text order by c.column_name = 'hash', c.ordinal_position),
			array_agg(c.data_type = 'timestamp with time zone' order by c.column_name = 'hash', c.ordinal_position)
		from information_schema.columns c
		join information_schema.tables t using (table_schema, table_name)
		where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.is_identity = 'NO' and c.is_generated = 'NEVER'
			and c.table_name not like 'report%' and c.table_name not in ('changes', 'notifications')
		group by c.table_name
		having bool_or(c.column_name in ('return_id', 'order_number', 'task_id'))`)
	if err != nil {
		return err
	}
	type found struct {
		Name    string
		Columns []string
		IsTime  []bool
	}
	tables, err := pgx.CollectRows(rows, pgx.RowToStructByPos[found])
	for _, f := range tables {
		t := &table{name: f.Name, columns: f.Columns}
		any := false
		for _, m := range slices.Concat(c.molds, c.sales) {
			lines, err := c.rowsOf(ctx, t, f.IsTime, m)
			if err != nil {
				return err
			}
			any = any || len(lines) > 0
			if m.returnID == "" {
				t.sales = append(t.sales, lines)
			} else {
				t.byMold = append(t.byMold, lines)
			}
		}
		if any {
			c.tables = append(c.tables, t)
		}
	}
	return err
}

func (c *casting) rowsOf(ctx context.Context, t *table, isTime []bool, m *mold) (lines []row, err error) {
	selected := make([]string, len(t.columns))
	for i, column := range t.columns {
		selected[i] = pgx.Identifier{column}.Sanitize()
		if isTime[i] {
			selected[i] = "(extract(epoch from " + selected[i] + ") * 1000000)::bigint"
		}
		selected[i] += "::text"
	}
	where, key := t.of(m)
	order := "1"
	if t.name == "return_events" {
		order = "return_events.seq" // the number, not the text of it that is selected
	}
	rows, err := c.pool.Query(ctx, fmt.Sprintf("select %s from %s where %s order by %s",
		strings.Join(selected, ", "), pgx.Identifier{t.name}.Sanitize(), where, order), key)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	values := make([]*string, len(t.columns))
	targets := make([]any, len(values))
	for i := range values {
		targets[i] = &values[i]
	}
	for rows.Next() {
		if err := rows.Scan(targets...); err != nil {
			return nil, err
		}
		lines = append(lines, m.takeApart(t, isTime, values))
	}
	return lines, rows.Err()
}

// of is the condition by which the rows of a mold are found, and its parameter.
func (t *table) of(m *mold) (where, key string) {
	switch {
	case t.name == "returns":
		return "id = $1", m.returnID
	case slices.Contains(t.columns, "return_id"):
		return "return_id = $1", m.returnID
	case slices.Contains(t.columns, "task_id"):
		return "starts_with(task_id, 'rfd_' || substr($1, 5) || '_')", m.returnID
	}
	return "order_number = $1", m.order
}

// breakMolds takes the molds out of the books again: their open returns would be
// overdue.
func (c *casting) breakMolds(ctx context.Context) error {
	return c.unchecked(ctx, func(conn *pgx.Conn) error {
		for _, t := range c.tables {
			for _, m := range slices.Concat(c.molds, c.sales) {
				where, key := t.of(m)
				if key == "" {
					continue // an order alone
				}
				if _, err := conn.Exec(ctx, "delete from "+pgx.Identifier{t.name}.Sanitize()+" where "+where, key); err != nil {
					return err
				}
			}
		}
		_, err := conn.Exec(ctx, "delete from stock_levels; delete from customer_names; delete from notifications; delete from changes")
		return err
	})
}

// takeApart finds in a row what each cast has of its own.
func (m *mold) takeApart(t *table, isTime []bool, values []*string) (line row) {
	for i, value := range values {
		if i > 0 {
			line = append(line, piece{text: "\t"})
		}
		switch {
		case t.columns[i] == "hash": // worked out when all else is known
		case value == nil:
			line = append(line, piece{text: `\N`})
		case isTime[i]:
			micros, _ := strconv.ParseInt(*value, 10, 64) // a bigint
			line = append(line, piece{own: ownTime, at: time.UnixMicro(micros).UTC()})
		default:
			line = m.appendText(line, escape.Replace(*value))
		}
	}
	return line
}

// moment finds the times inside JSON.
var moment = regexp.MustCompile(`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z`)

func (m *mold) appendText(line row, text string) row {
	for {
		at := moment.FindStringIndex(text)
		if at == nil {
			return append(line, m.pieces(text)...)
		}
		parsed, err := time.Parse(time.RFC3339Nano, text[at[0]:at[1]])
		line = append(line, m.pieces(text[:at[0]])...)
		if err == nil {
			line = append(line, piece{own: ownMoment, at: parsed})
		} else { // it only looked like one
			line = append(line, piece{text: text[at[0]:at[1]]})
		}
		text = text[at[1]:]
	}
}

func (m *mold) pieces(text string) (pieces row) {
	number := fmt.Sprintf("%04d", m.number)
	owned := map[string]own{
		m.order: ownOrder, moldCustomer + number: ownCustomer, moldName + number: ownName, moldTracking: ownTracking,
	}
	if m.returnID != "" {
		owned[m.returnID[len("ret_"):]] = ownReturn
		owned[m.rma] = ownRMA
	}
	for text != "" {
		at, needle := len(text), ""
		for candidate := range owned {
			if found := strings.Index(text, candidate); found >= 0 && found < at {
				at, needle = found, candidate
			}
		}
		if at > 0 {
			pieces = append(pieces, piece{text: text[:at]})
		}
		if needle != "" {
			pieces = append(pieces, piece{own: owned[needle]})
		}
		text = text[at+len(needle):]
	}
	return pieces
}
