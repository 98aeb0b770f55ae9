package workflows

import (
	"context"
	"errors"
	"time"

	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"backhaul/activities"
)

// DigestSettings say to whom the monthly digest goes, and when.
type DigestSettings struct {
	// Cron is when, in the shop's time zone: "0 7 1 * *" is at seven on the first.
	Cron     string
	TimeZone string
	// Readers get it; nobody named means the administrators.
	Readers []activities.DigestReader
}

// Digest mails the digest of the month before to each reader. Who has it already
// does not get it again, so that it may run any number of times.
func Digest(ctx workflow.Context, readers []activities.DigestReader) error {
	at := workflow.Now(ctx)
	if len(readers) == 0 {
		if err := workflow.ExecuteActivity(quick(ctx), "DigestReaders").Get(ctx, &readers); err != nil {
			return err
		}
	}
	// All at once: a mailbox that refuses is no reason for others to wait.
	sending := make([]workflow.Future, len(readers))
	for i, reader := range readers {
		sending[i] = workflow.ExecuteActivity(mail(ctx), "SendDigest", activities.DigestInput{At: at, To: reader})
	}
	var failed error
	for _, sent := range sending {
		failed = errors.Join(failed, sent.Get(ctx, nil))
	}
	return failed
}

// DigestSchedule is the id of the schedule of the workers of a task queue.
func DigestSchedule(taskQueue string) string { return "digest/" + taskQueue }

// KeepDigest makes the schedule of the digest, or brings it up to date with the
// settings. Every worker does it when it starts.
func KeepDigest(ctx context.Context, c client.Client, taskQueue string, settings DigestSettings) error {
	spec := client.ScheduleSpec{CronExpressions: []string{settings.Cron}, TimeZoneName: settings.TimeZone}
	action := &client.ScheduleWorkflowAction{
		ID: DigestSchedule(taskQueue), Workflow: Digest, TaskQueue: taskQueue, Args: []any{settings.Readers},
	}
	const catchUp = 7 * 24 * time.Hour // a shop that was down on the first still gets it
	_, err := c.ScheduleClient().Create(ctx, client.ScheduleOptions{
		ID: DigestSchedule(taskQueue), Spec: spec, Action: action,
		Overlap: enumspb.SCHEDULE_OVERLAP_POLICY_SKIP, CatchupWindow: catchUp,
	})
	if !errors.Is(err, temporal.ErrScheduleAlreadyRunning) {
		return err
	}
	return c.ScheduleClient().GetHandle(ctx, DigestSchedule(taskQueue)).Update(ctx, client.ScheduleUpdateOptions{
		DoUpdate: func(in client.ScheduleUpdateInput) (*client.ScheduleUpdate, error) {
			schedule := in.Description.Schedule
			schedule.Spec, schedule.Action = &spec, action
			return &client.ScheduleUpdate{Schedule: &schedule}, nil
		},
	})
}

// DropDigest ends the schedule, if there is one.
func DropDigest(ctx context.Context, c client.Client, taskQueue string) error {
	err := c.ScheduleClient().GetHandle(ctx, DigestSchedule(taskQueue)).Delete(ctx)
	if _, missing := errors.AsType[*serviceerror.NotFound](err); missing {
		return nil
	}
	return err
}
