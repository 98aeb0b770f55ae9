package api_test

import (
	"bytes"
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/activities"
	"backhaul/integrations/carriers"
	"backhaul/returns"
)

// printer is a carrier that gives a label with each booking.
type printer struct {
	carriers.Manual
	label carriers.Label
}

func (p printer) Book(ctx context.Context, booking carriers.Booking) (carriers.Booked, error) {
	booked, err := p.Manual.Book(ctx, booking)
	booked.Label = &p.label
	return booked, err
}

// setupLabel has a return whose parcel was booked with such a label.
func setupLabel(t *testing.T, label carriers.Label) (*bundle, string) {
	t.Helper()
	b := setup(t)
	b.order("A-1")
	id := b.open("A-1", 1, now)
	steps := b.steps(now)
	set, err := carriers.NewSet(map[string]carriers.Carrier{"Express": printer{label: label}})
	require.NoError(t, err)
	steps.Carriers, steps.Labels = set, b.album
	b.review(id, returns.Review{Decision: returns.DecisionApprove})
	_, err = steps.Confirm(t.Context(), activities.Input[returns.Confirm]{ReturnID: id, Decision: returns.Confirm{By: by(returns.RoleSupport)}})
	require.NoError(t, err)
	for _, booking := range []returns.SchedulePickup{
		{By: by(returns.RoleLogistics), Carrier: "Express"}, {By: by(returns.RoleLogistics), Carrier: "by phone", Another: true},
	} {
		_, err = steps.SchedulePickup(t.Context(), activities.Input[returns.SchedulePickup]{ReturnID: id, Decision: booking})
		require.NoError(t, err)
	}
	return b, id
}

func TestLabel_OfAParcel_IsShownToStaffAndToItsCustomer(t *testing.T) {
	t.Parallel()
	for kind, file := range map[string]string{"image/png": "png", "application/pdf": "pdf"} {
		b, id := setupLabel(t, carriers.Label{ContentType: kind, Content: []byte("bars")})
		seen := b.as(returns.RoleLogistics).get("/v1/returns/" + id).ok()
		parcels := seen["shipments"].([]any)
		at := parcels[0].(object)["label_url"].(string)
		require.Equal(t, "/v1/returns/"+id+"/shipments/1/label", at)
		require.Nil(t, parcels[1].(object)["label_url"], "who books by phone gets none")
		for _, role := range []returns.Role{returns.RoleLogistics, returns.RoleWarehouse, returns.RoleCustomer} {
			label := b.as(role).get(at)
			require.Equal(t, 200, label.status)
			require.Equal(t, kind, label.header.Get("Content-Type"))
			require.Equal(t, `inline; filename="label-`+seen["rma_number"].(string)+"."+file+`"`, label.header.Get("Content-Disposition"))
			require.True(t, bytes.Equal([]byte("bars"), label.body))
		}
	}
}

func TestLabel_NoneOrSomebodyElses_IsNotThere(t *testing.T) {
	t.Parallel()
	b, id := setupLabel(t, carriers.Label{ContentType: "image/png", Content: []byte("bars")})
	b.as(returns.RoleLogistics).get("/v1/returns/"+id+"/shipments/2/label").refused(404, "not_found")
	b.as(returns.RoleLogistics).get("/v1/returns/"+id+"/shipments/3/label").refused(404, "not_found")
	b.user("usr-999", returns.RoleCustomer, "999")
	b.withToken("token-usr-999").get("/v1/returns/"+id+"/shipments/1/label").refused(404, "not_found")
}
