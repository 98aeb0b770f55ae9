package locales

import (
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/language"

	"backhaul/returns"
)

func TestMatch_Header_PicksTheNearestLanguage(t *testing.T) {
	t.Parallel()
	for header, want := range map[string]language.Tag{
		"":                               English,
		"*":                              English,
		"en":                             English,
		"en-GB,en;q=0.8":                 English,
		"zh":                             Chinese,
		"zh-CN":                          Chinese,
		"zh-CN,zh;q=0.9,en;q=0.8":        Chinese,
		"zh-Hans-SG":                     Chinese,
		"zh-TW":                          Chinese,
		"zh_CN":                          Chinese,
		"en;q=0.5,zh-CN;q=0.9":           Chinese,
		"fr-FR,fr;q=0.9,zh;q=0.5":        Chinese,
		"de":                             English,
		"fr;q=0.9,ja;q=0.8":              English,
		"zh;q=0":                         English,
		"not a header;;;q=x":             English,
		"zh-CN;q=1e400, en":              English,
		"\x00\xff":                       English,
		"en-US-u-rg-cnzzzz,zh-CN;q=0.01": English,
	} {
		require.Equal(t, want, Match(header), "%q", header)
	}
}

func TestText_KnownFormat_IsSaidInTheLanguage(t *testing.T) {
	t.Parallel()
	const format = "the photo is larger than %s MB: send a smaller one"
	require.Equal(t, "the photo is larger than 10 MB: send a smaller one", Text(English, format, "10"))
	require.Equal(t, "照片超过 10 MB，请换一张小一点的", Text(Chinese, format, "10"))
}

func TestText_UnknownFormat_ComesInEnglish(t *testing.T) {
	t.Parallel()
	require.Equal(t, "line 3 is odd", Text(Chinese, "line %s is odd", "3"))
	require.Equal(t, "100% of it", Text(Chinese, "%s of it", "100%"))
}

func TestText_ValueThatLooksLikeAVerb_IsOnlyAValue(t *testing.T) {
	t.Parallel()
	const format = "the photo is larger than %s MB: send a smaller one"
	for _, hostile := range []string{"%s", "%d%n", "%[9]s", "%!", "${0}", "{{.}}"} {
		require.Equal(t, "照片超过 "+hostile+" MB，请换一张小一点的", Text(Chinese, format, hostile))
	}
}

func TestError_RefusedTransition_NamesStatusAndActionsAsPeopleKnowThem(t *testing.T) {
	t.Parallel()
	refusal := returns.Refuse(returns.CodeTransition, "%s / %s / %s / %s",
		returns.Received, returns.ActionReview, "receive, inspect", "Ana, receive")
	require.Equal(t, "已收货 / 审核 / 收货、验货 / Ana, receive", Error(Chinese, refusal))
	require.Equal(t, refusal.Error(), Error(English, refusal))
}

func TestError_OtherRefusal_LeavesValuesAlone(t *testing.T) {
	t.Parallel()
	refusal := returns.RefuseField("note", "odd", "%s", "received")
	require.Equal(t, "received", Error(Chinese, refusal), "a customer's words are not a status")
	require.Equal(t, "received", Field(Chinese, refusal.Fields[0]))
}

func TestName_EveryWord_IsSaidInBothLanguages(t *testing.T) {
	t.Parallel()
	require.Equal(t, "退款处理中", Name(Chinese, returns.RefundPending))
	require.Equal(t, "refund pending", Name(English, returns.RefundPending))
	require.Equal(t, "退回途中", Name(Chinese, returns.LogisticsInTransit))
	require.Equal(t, "审核员", Name(Chinese, returns.RoleReviewer))
	require.Equal(t, "something new", Name(Chinese, returns.Status("something_new")))
}

func TestAttention_IsSaidInTheReadersLanguage(t *testing.T) {
	t.Parallel()
	overdue := returns.Attend("overdue", "overdue: waits for %s since %s", returns.RoleReviewer, "2026-03-02T09:00:00Z")
	require.Equal(t, overdue.String(), Attention(English, overdue))
	require.Equal(t, "已超时：自 2026-03-02T09:00:00Z 起等待审核员处理", Attention(Chinese, overdue))
	refused := returns.StepRefused(returns.ActionComplete, returns.Refuse(returns.CodeNotFound, "no such return is running"))
	require.Equal(t, "complete failed: no such return is running", Attention(English, refused))
	require.NotContains(t, Attention(Chinese, refused), "no such return", "the refusal inside is said in Chinese too")
	require.Empty(t, Attention(Chinese, returns.Attention{}))
}
