package notify

import (
	"time"

	"backhaul/returns"
)

// Message is one notification to one person.
type Message struct {
	// ID is the notification's own. The same ID gives the same Message-ID.
	ID string
	// To is a bare address, without a name that could pose as somebody else.
	To string
	// Locale is any language tag; see locales.Match.
	Locale   string
	Template Template
	// Words are the shop's own; nil for those of the template.
	Words *Words
	Data  Data
}

// Data is what the templates may say. What a template does not use, or what is
// empty, is left out of the mail.
type Data struct {
	ShopName     string `json:"shop_name,omitempty"`
	CustomerName string `json:"customer_name,omitempty"`
	RMANumber    string `json:"rma_number,omitempty"`
	OrderNumber  string `json:"order_number,omitempty"`
	Lines        []Line `json:"lines,omitempty"`
	// Amount is the estimate, the offer or the refund, as the template has it.
	Amount returns.Money `json:"amount,omitzero"`
	// Reference is what the bank or the payment provider calls the refund.
	Reference string `json:"reference,omitempty"`
	// Note is what the shop's staff wrote for the reader.
	Note string `json:"note,omitempty"`
	// Deadline and the window are shown at the offset they carry, so give them
	// in the reader's zone.
	Deadline       time.Time `json:"deadline,omitzero"`
	Carrier        string    `json:"carrier,omitempty"`
	WindowStart    time.Time `json:"window_start,omitzero"`
	WindowEnd      time.Time `json:"window_end,omitzero"`
	TrackingNumber string    `json:"tracking_number,omitempty"`
	// KeepItem: the customer is refunded and sends nothing back.
	KeepItem bool `json:"keep_item,omitempty"`
	// StoreCredit: the refund is a balance at the shop, not a payment.
	StoreCredit bool `json:"store_credit,omitempty"`
	// Gift: the store credit goes to whom the goods were given.
	Gift bool `json:"gift,omitempty"`
	// Exchange: other goods stand for the refund; Amount is what is paid besides.
	Exchange bool `json:"exchange,omitempty"`
	// TrackURL is the page about this return: the customer's own, or the
	// console's in a mail to staff.
	TrackURL string `json:"track_url,omitempty"`
	// Status and WaitingFor are for staff.
	Status     returns.Status `json:"status,omitempty"`
	WaitingFor returns.Role   `json:"waiting_for,omitempty"`
	// Attention is what staff should look at.
	Attention returns.Attention `json:"attention,omitzero"`
}

// Line is one article that goes back.
type Line struct {
	SKU         string `json:"sku"`
	Description string `json:"description"`
	Quantity    int    `json:"quantity"`
}

// Template names the occasion of a mail. The names are stored with each
// notification and must not change.
type Template string

// The templates. Those of a status are named like it.
const (
	Requested        Template = "requested"
	Approved         Template = "approved"
	Rejected         Template = "rejected"
	InfoNeeded       Template = "info_needed"
	CounterOffered   Template = "counter_offered"
	Confirmed        Template = "confirmed"
	PickupScheduled  Template = "pickup_scheduled"
	Received         Template = "received"
	RefundPending    Template = "refund_pending"
	Refunded         Template = "refunded"
	RefundFailed     Template = "refund_failed"
	RefundToDecide   Template = "refund_to_decide"
	Cancelled        Template = "cancelled"
	Expired          Template = "expired"
	Completed        Template = "completed"
	CustomerReminder Template = "customer_reminder"
	PickupCalledOff  Template = "pickup_called_off"
	StaffReminder    Template = "staff_reminder"
	StaffEscalation  Template = "staff_escalation"
	StaffTask        Template = "staff_task"
	PickupFailed     Template = "pickup_failed"
	Closed           Template = "closed"

	SendBackBooked    Template = "send_back_booked"
	SendBackDelivered Template = "send_back_delivered"
	SendBackEnded     Template = "send_back_ended"

	ComplaintReceived Template = "complaint_received"
	ComplaintAnswered Template = "complaint_answered"
	ComplaintDecided  Template = "complaint_decided"
	StaffComplaint    Template = "staff_complaint"
)

// Templates returns every template.
func Templates() []Template {
	return []Template{
		Requested, Approved, Rejected, InfoNeeded, CounterOffered, Confirmed, PickupScheduled, Received,
		RefundPending, Refunded, RefundFailed, RefundToDecide, Cancelled, Expired, Completed,
		CustomerReminder, PickupCalledOff, StaffReminder, StaffEscalation, StaffTask, PickupFailed, Closed,
		SendBackBooked, SendBackDelivered, SendBackEnded,
		ComplaintReceived, ComplaintAnswered, ComplaintDecided, StaffComplaint,
	}
}
