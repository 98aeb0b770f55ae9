package imports_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/sheets"
)

const codesNow = `select string_agg(code, ' ' order by position, code) from reasons where active`

func TestReasons_OfATable_AreAddedAndChanged_AndTheOthersStay(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	before := s.value(codesNow)
	file := []string{
		"code,label_en,label_zh,labels,by_customer,categories,active,fields",
		`wrong_size,Wrong size,尺码不合适,"{""de"": ""Falsche Größe""}",true,shoes; shirts,,"{""type"":""object"",""properties"":{""size"":{""type"":""string""}}}"`,
		`late,Came late,,,,,,`,
		`damaged,,,,,,,`,
	}
	report := s.takes(reasons(sheets.CSV, false), file...)
	require.Equal(t, "1 new, 1 changed, 1 as they were, 0 rejected", counts(report))
	require.Equal(t, before+" wrong_size", s.value(codesNow))
	require.Equal(t, "Came late 延迟到货", s.value(`select label_en || ' ' || label_zh from reasons where code = 'late'`))
	require.Equal(t, `Wrong size t {shoes,shirts} {"de": "Falsche Größe"} size`,
		s.value(`select concat_ws(' ', label_en, by_customer, categories, labels, (select string_agg(k, ',') from jsonb_object_keys(fields->'properties') k)) from reasons where code = 'wrong_size'`))

	entries := s.value(`select count(*)::text from audit_events where kind = 'reasons.changed'`)
	again := s.takes(reasons(sheets.CSV, false), file...)
	require.Equal(t, "0 new, 0 changed, 3 as they were, 0 rejected", counts(again))
	require.Equal(t, entries, s.value(`select count(*)::text from audit_events where kind = 'reasons.changed'`), "a repeat leaves no trace")
	s.balances()
}

func TestReasons_WithAPosition_StandThere(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	file := []string{`{"code": "wrong_size", "label_en": "Wrong size", "label_zh": "尺码不合适", "by_customer": true, "position": 1}`, `{"code": "late", "active": false}`}
	require.Equal(t, "1 new, 1 changed, 0 as they were, 0 rejected", counts(s.takes(reasons(sheets.NDJSON, false), file...)))
	require.Equal(t, "damaged wrong_size defective wrong_item not_as_described changed_mind ordered_by_mistake other", s.value(codesNow))
	require.Equal(t, "0 new, 0 changed, 2 as they were, 0 rejected", counts(s.takes(reasons(sheets.NDJSON, false), file...)))
}

func TestReasons_BadRows_AreReportedWithRowAndColumn_AndTheOthersGoOn(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	file := []string{
		"code,label_en,label_zh,labels,by_customer,categories,position,fields",
		"Bad Code,A,甲,,true,,,",
		"no_zh,A,,,true,,,",
		"no_fault,A,甲,,,,,",
		"maybe,A,甲,,perhaps,,,",
		`tag,A,甲,"{""nowhere"": ""x""}",true,,,`,
		"tag2,A,甲,de,true,,,",
		"twice,A,甲,,true,shoes;shoes,,",
		"form,A,甲,,true,,,[1]",
		"form2,A,甲,,true,,,{",
		"where,A,甲,,true,,first,",
		"good,Good,好,,true,,,",
		"good,Good,好,,true,,,",
	}
	report := s.takes(reasons(sheets.CSV, false), file...)
	require.Equal(t, []string{
		"2 code invalid", "3 label_zh required", "4 by_customer required", "5 by_customer not_a_boolean", "6 labels.nowhere unknown_language",
		"7 labels malformed_json", "8 categories invalid", "9 fields invalid", "10 fields malformed_json", "11 position not_an_integer", "13 code duplicate",
	}, rejections(report))
	require.Equal(t, "1 new, 0 changed, 0 as they were, 11 rejected", counts(report))
}

func TestReasons_DryRun_SaysTheSameAndChangesNothing(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	before := s.value(codesNow)
	file := []string{"code,label_en,label_zh,by_customer", "wrong_size,Wrong size,尺码不合适,yes"}
	dry := s.takes(reasons(sheets.CSV, true), file...)
	require.Equal(t, before, s.value(codesNow))
	require.Equal(t, dry, s.takes(reasons(sheets.CSV, false), file...))
}

func TestReasons_NoneWouldBeActive_IsRefusedWhole(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	before := s.value(codesNow)
	file := "code,active\ndamaged,no\ndefective,no\nwrong_item,no\nnot_as_described,no\nchanged_mind,no\nordered_by_mistake,no\nlate,no\nother,no\n"
	_, err := reasons(sheets.CSV, false)(t.Context(), s.db, file)
	require.ErrorContains(t, err, "at least one reason must be active")
	require.Equal(t, before, s.value(codesNow))
}
