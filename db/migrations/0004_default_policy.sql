-- The policy a new shop starts with: thirty days from delivery, decided by
-- people. Deadlines are hours in a status and what happens then.

-- +goose Up
insert into policies (policy_id, version, active, terms) values ('plain-30', 1, true, '{
    "name": "Thirty days",
    "time_zone": "UTC",
    "windows": [{"days": 30, "anchor": "delivered"}],
    "photos": {"damaged": 1, "defective": 1, "not_as_described": 1, "wrong_item": 1},
    "confirm": "staff",
    "restock_at": "inspection",
    "deadlines": {
        "requested":        [{"hours": 24, "then": "remind"}, {"hours": 48, "then": "escalate"}],
        "info_needed":      [{"hours": 72, "then": "remind"}, {"hours": 168, "then": "expire"}],
        "counter_offered":  [{"hours": 72, "then": "remind"}, {"hours": 168, "then": "expire"}],
        "approved":         [{"hours": 168, "then": "remind"}, {"hours": 336, "then": "expire"}],
        "confirmed":        [{"hours": 24, "then": "remind"}, {"hours": 72, "then": "escalate"}, {"hours": 336, "then": "expire"}],
        "pickup_scheduled": [{"hours": 168, "then": "remind"}, {"hours": 336, "then": "expire"}],
        "in_transit":       [{"hours": 240, "then": "escalate"}],
        "received":         [{"hours": 24, "then": "remind"}, {"hours": 72, "then": "escalate"}],
        "inspected":        [{"hours": 24, "then": "remind"}, {"hours": 72, "then": "escalate"}],
        "refund_pending":   [{"hours": 24, "then": "remind"}, {"hours": 72, "then": "escalate"}],
        "refunded":         [{"hours": 168, "then": "complete"}]
    }
}');

-- +goose Down
delete from policies where policy_id = 'plain-30' and version = 1;
