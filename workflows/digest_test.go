package workflows_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/client"

	"backhaul/activities"
	"backhaul/integrations/notify"
	"backhaul/workflows"
)

// letterbox keeps what is sent; the first sending fails after it has arrived.
type letterbox struct {
	mutex sync.Mutex
	sent  []notify.Letter
}

func (l *letterbox) SendLetter(_ context.Context, letter notify.Letter) error {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	l.sent = append(l.sent, letter)
	if len(l.sent) == 1 {
		return context.DeadlineExceeded
	}
	return nil
}

func (l *letterbox) letters() []notify.Letter {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return append([]notify.Letter{}, l.sent...)
}

func TestDigest_ScheduleTriggeredTwice_EachReaderHasTheMonthOnce(t *testing.T) {
	t.Parallel()
	s := newStack(t)
	box := &letterbox{}
	s.steps.Letters = box
	settings := workflows.DigestSettings{Cron: "0 7 1 * *", TimeZone: "Europe/London"}
	require.NoError(t, workflows.KeepDigest(s.within(time.Minute), s.client, s.queue, settings))
	settings.Readers = []activities.DigestReader{{Email: "ana@shop.example"}, {Email: "li@shop.example", Language: "zh-CN"}}
	require.NoError(t, workflows.KeepDigest(s.within(time.Minute), s.client, s.queue, settings), "a worker starts again, with other settings")
	schedule := s.client.ScheduleClient().GetHandle(t.Context(), workflows.DigestSchedule(s.queue))
	t.Cleanup(func() { _ = schedule.Delete(context.WithoutCancel(t.Context())) })

	described, err := schedule.Describe(s.within(time.Minute))
	require.NoError(t, err)
	require.Equal(t, "Europe/London", described.Schedule.Spec.TimeZoneName)
	next := described.Info.NextActionTimes[0].In(described.Info.NextActionTimes[0].Location())
	london, err := time.LoadLocation("Europe/London")
	require.NoError(t, err)
	require.Equal(t, []int{1, 7}, []int{next.In(london).Day(), next.In(london).Hour()})

	for run := range 2 {
		require.NoError(t, schedule.Trigger(s.within(time.Minute), client.ScheduleTriggerOptions{}))
		s.eventually(func() bool {
			described, err := schedule.Describe(t.Context())
			return err == nil && len(described.Info.RecentActions) == run+1 && len(described.Info.RunningWorkflows) == 0
		}, "run %d does not end", run+1)
	}
	month := time.Now().UTC().AddDate(0, 0, -time.Now().UTC().Day()).Format("2006-01")
	require.Equal(t, "ana@shop.example li@shop.example", s.value(
		`select string_agg(recipient, ' ' order by recipient) from report_digests where month = $1`, month))
	letters, ids := box.letters(), map[string]bool{}
	require.Len(t, letters, 3, "two readers, and one lost answer")
	for _, letter := range letters {
		ids[letter.ID] = true
		if letter.To == "li@shop.example" {
			require.Contains(t, letter.Subject, "退货月报")
			require.Contains(t, letter.HTML, "退货率")
		} else {
			require.Contains(t, letter.HTML, "Return rate")
		}
	}
	require.Len(t, ids, 2, "the repeat carries the id of the first")
}
