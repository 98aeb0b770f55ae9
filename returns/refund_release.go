package returns

// needsTwo reports whether a refund of the total needs the approval of two
// different people.
func (t Terms) needsTwo(total Money) bool {
	limit, set := t.FourEyesAbove[total.Currency]
	return set && total.Minor > limit
}

// mayRelease refuses an approver whom the policy does not let decide about the
// refund of the total.
func (r *Return) mayRelease(by Actor, total Money) error {
	if r.Policy.RequesterMayNotRefund && by.ID == r.RequestedBy.ID {
		return Refuse(CodeForbidden, "you opened this return, so somebody else must approve its refund")
	}
	limits, limited := r.Policy.ApprovalLimits[by.Role]
	if limit, set := limits[total.Currency]; limited && set && total.Minor > limit {
		return Refuse(CodeForbidden, "the refund of %s is above %s, the limit of %s; somebody with a higher limit must approve it",
			total, Money{Minor: limit, Currency: total.Currency}, by.Role)
	}
	return nil
}
