package api

import (
	"bytes"
	"cmp"
	"context"
	"time"

	"golang.org/x/text/language"

	"backhaul/db"
	"backhaul/locales"
	"backhaul/papers"
	"backhaul/returns"
)

// GetPackingSlip answers with the sheet for the parcel, in the language of whom
// the goods come from.
func (s *server) GetPackingSlip(ctx context.Context, r GetPackingSlipRequestObject) (GetPackingSlipResponseObject, error) {
	view, err := s.returnView(ctx, r.ID)
	if err != nil {
		return nil, err
	}
	if err := mayBePacked(&view); err != nil {
		return nil, err
	}
	tag, err := s.paperLanguage(ctx, view.ID, r.Params.Language)
	if err != nil {
		return nil, err
	}
	reasons, err := reasonLabels(ctx, s.DB, tag)
	if err != nil {
		return nil, err
	}
	zone, err := s.shopZone(ctx, view.ID)
	if err != nil {
		return nil, err
	}
	slip := papers.Slip{
		Language: tag, RMANumber: view.RMANumber, OrderNumber: view.OrderNumber, CustomerName: view.CustomerName,
		OpenedAt: view.OpenedAt.In(zone), Method: view.Method, SendTo: s.ReturnAddress,
	}
	for _, line := range view.Lines {
		if line.ApprovedQuantity > 0 {
			slip.Lines = append(slip.Lines, papers.SlipLine{
				SKU: line.SKU, Description: line.Description, Units: line.ApprovedQuantity, Reason: cmp.Or(reasons[line.Reason], line.Reason),
			})
		}
	}
	for _, parcel := range view.Shipments {
		if parcel.Direction == "inbound" && parcel.State != returns.Voided {
			slip.Parcels = append(slip.Parcels, papers.SlipParcel{Carrier: parcel.Carrier, TrackingNumber: parcel.TrackingNumber})
		}
	}
	file, err := papers.PackingSlip(slip)
	return GetPackingSlip200ApplicationPdfResponse{paper("packing-slip", view.RMANumber, file)}, err
}

// mayBePacked refuses a slip for goods that nobody is to send.
func mayBePacked(view *Return) error {
	switch status := view.Status; {
	case view.Method == returns.MethodKeepItem:
		return returns.Refuse(returns.CodeTransition, "the goods of this return stay with the customer: there is nothing to pack")
	case status == returns.Requested, status == returns.InfoNeeded, status == returns.CounterOffered, status == returns.Approved:
		return returns.Refuse(returns.CodeTransition, "the return is %s: there is a packing slip once it is confirmed", status)
	case status == returns.Rejected, status == returns.Cancelled, status == returns.Expired:
		return returns.Refuse(returns.CodeTransition, "the return is %s: nothing is to be sent any more", status)
	default:
		return nil
	}
}

// GetShelfLabels answers with a label for each group of inspected units.
func (s *server) GetShelfLabels(ctx context.Context, r GetShelfLabelsRequestObject) (GetShelfLabelsResponseObject, error) {
	view, err := s.returnView(ctx, r.ID)
	if err != nil {
		return nil, err
	}
	inspected, err := db.Queries.ReturnInspectedAt(ctx, s.DB, view.ID)
	if db.NotFound(err) { // as a return that came from another system
		inspected, err = view.UpdatedAt, nil
	}
	if err != nil {
		return nil, err
	}
	zone, err := s.shopZone(ctx, view.ID)
	if err != nil {
		return nil, err
	}
	inspected = inspected.In(zone)
	groups := shelved(&view)
	if len(groups) == 0 {
		return nil, returns.Refuse(returns.CodeTransition, "nothing of this return has been inspected yet: there is nothing to label")
	}
	for i := range groups {
		groups[i].RMANumber, groups[i].InspectedAt = view.RMANumber, inspected
	}
	tag := callOf(ctx).language
	if r.Params.Language != nil {
		tag = locales.Match(*r.Params.Language)
	}
	file, err := papers.ShelfLabels(tag, inspected, groups)
	return GetShelfLabels200ApplicationPdfResponse{paper("shelf-labels", view.RMANumber, file)}, err
}

// shelved are the units that are there, by article and where they go; among them
// what came instead of something else.
func shelved(view *Return) (groups []papers.Shelved) {
	for _, line := range view.Lines {
		for _, part := range []struct {
			disposition returns.Disposition
			units       int
		}{
			{returns.Restock, line.Units.Available},
			{returns.Refurbish, line.Units.Refurbish},
			{returns.Quarantine, line.Units.Quarantine},
			{returns.Scrap, line.Units.Scrap},
			{returns.ReturnToVendor, line.Units.Vendor},
			{returns.ReturnToCustomer, line.Units.SendBack},
		} {
			if part.units > 0 {
				groups = append(groups, papers.Shelved{SKU: line.SKU, Description: line.Description, Disposition: part.disposition, Units: part.units})
			}
		}
	}
	for _, stray := range view.Strays {
		if stray.Disposition != "" {
			groups = append(groups, papers.Shelved{SKU: stray.SKU, Description: stray.Note, Disposition: stray.Disposition, Units: stray.Quantity})
		}
	}
	return groups
}

// paperLanguage is the one asked for, else the customer's.
func (s *server) paperLanguage(ctx context.Context, returnID string, asked *PaperLanguage) (language.Tag, error) {
	if asked != nil {
		return locales.Match(*asked), nil
	}
	spoken, err := db.Queries.ReturnLanguage(ctx, s.DB, returnID)
	return locales.Match(spoken), err
}

// shopZone is where the days that are printed begin and end.
func (s *server) shopZone(ctx context.Context, returnID string) (*time.Location, error) {
	name, err := db.Queries.ReturnTimeZone(ctx, s.DB, returnID)
	if err != nil {
		return nil, err
	}
	zone, err := time.LoadLocation(name)
	if err != nil { // a policy is saved with a known one only; this machine may have others
		return time.UTC, nil //nolint:nilerr // a date by UTC is better than no paper
	}
	return zone, nil
}

// paper is a PDF that a browser shows, and saves under a telling name. What it
// says changes with the return, so it is asked for each time.
func paper(kind, rma string, file []byte) PaperApplicationPdfResponse {
	cache, name := "private, no-cache", `inline; filename="`+kind+"-"+rma+`.pdf"`
	return PaperApplicationPdfResponse{
		Body: bytes.NewReader(file), ContentLength: int64(len(file)),
		Headers: PaperResponseHeaders{CacheControl: &cache, ContentDisposition: &name},
	}
}
