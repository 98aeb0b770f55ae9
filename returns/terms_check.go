package returns

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// What a policy may hold at most, so that judging a request stays quick.
const (
	maxWindows       = 200
	maxRules         = 50
	maxFinalSaleSKUs = 10_000
	maxWindowDays    = 3660
	maxDeadlineHours = 24 * 366
	maxPhotos        = 20
	maxClaimMinutes  = 24 * 60
	maxOverrideHours = 24 * 90
	maxBecause       = 2000
	maxName          = 200
)

var ruleName = regexp.MustCompile(`^[a-z][a-z0-9_-]{0,39}$`)

// Validate refuses terms that cannot be meant, naming every wrong field by its
// path. Reasons are the codes that a policy may speak of. The expressions of
// rules are checked by package rules.
func (t Terms) Validate(reasons []string) error {
	check := &termsCheck{reasons: reasons, problems: &Error{Code: CodeInvalid}}
	check.names(t)
	check.windows(t.Windows)
	check.excluded(t)
	check.perReason(t)
	check.rules(t.Rules)
	check.fees(t)
	check.limits(t)
	check.deadlines(t)
	check.goods(t.GoodsTerms)
	if len(check.problems.Fields) > 0 {
		return check.problems
	}
	return nil
}

type termsCheck struct {
	reasons  []string
	problems *Error
}

func (c *termsCheck) names(t Terms) {
	if t.Name == "" || len(t.Name) > maxName {
		c.problems.add(RefuseField("name", "required", "give the policy a name of at most %s bytes", maxName))
	}
	if _, err := time.LoadLocation(t.TimeZone); err != nil || t.TimeZone == "" || t.TimeZone == "Local" {
		c.problems.add(RefuseField("time_zone", "unknown_zone", "%s is not a time zone such as Europe/London", strconv.Quote(t.TimeZone)))
	}
	c.oneOf("confirm", t.Confirm, ConfirmAuto, ConfirmByStaff, ConfirmByCustomer)
	c.oneOf("restock_at", string(t.RestockAt), string(RestockAtInspection), string(RestockAtConfirmation))
}

func (c *termsCheck) oneOf(field, value string, allowed ...string) {
	if !slices.Contains(allowed, value) {
		c.problems.add(RefuseField(field, "not_allowed", "%s is not possible here; choose one of %s", strconv.Quote(value), joined(allowed)))
	}
}

func (c *termsCheck) between(field string, value, least, most int) {
	if value < least || value > most {
		c.problems.add(RefuseField(field, "out_of_range", "the number must be between %s and %s", least, most))
	}
}

// reason refuses a code that no reason has; a policy that speaks of it would
// silently never apply.
func (c *termsCheck) reason(field, code string) {
	if !slices.Contains(c.reasons, code) {
		c.problems.add(RefuseField(field, "unknown_reason", "%s is not a reason; choose one of %s", strconv.Quote(code), joined(c.reasons)))
	}
}

func (c *termsCheck) windows(windows []Window) {
	if len(windows) == 0 || len(windows) > maxWindows {
		c.problems.add(RefuseField("windows", "out_of_range", "a policy has between 1 and %s windows, not %s", maxWindows, len(windows)))
		return
	}
	for i, window := range windows {
		field := fmt.Sprintf("windows[%d]", i)
		if window.Reason != "" {
			c.reason(field+".reason", window.Reason)
		}
		c.between(field+".days", window.Days, 0, maxWindowDays)
		c.oneOf(field+".anchor", window.Anchor, AnchorOrdered, AnchorShipped, AnchorDelivered)
		for _, earlier := range windows[:i] {
			if earlier.covers(window) {
				c.problems.add(RefuseField(field, "never_reached", "an earlier window matches everything that this one does; put it before that one"))
				break
			}
		}
	}
}

// covers reports whether the other window, standing later, can never count.
func (w Window) covers(later Window) bool {
	return (w.Reason == "" || w.Reason == later.Reason) && (w.Category == "" || strings.EqualFold(w.Category, later.Category))
}

func (c *termsCheck) excluded(t Terms) {
	if len(t.FinalSaleSKUs) > maxFinalSaleSKUs {
		c.problems.add(RefuseField("final_sale_skus", "too_many", "more than %s are not possible here", maxFinalSaleSKUs))
	}
	if len(t.ExcludedCategories) > maxWindows {
		c.problems.add(RefuseField("excluded_categories", "too_many", "more than %s are not possible here", maxWindows))
	}
	c.noneEmpty("final_sale_skus", t.FinalSaleSKUs)
	c.noneEmpty("excluded_categories", t.ExcludedCategories)
}

func (c *termsCheck) noneEmpty(field string, list []string) {
	if i := slices.Index(list, ""); i >= 0 {
		c.problems.add(RefuseField(fmt.Sprintf("%s[%d]", field, i), "required", "the text is empty"))
	}
}

func (c *termsCheck) perReason(t Terms) {
	for _, reason := range slices.Sorted(maps.Keys(t.Photos)) {
		c.reason("photos."+reason, reason)
		c.between("photos."+reason, t.Photos[reason], 0, maxPhotos)
	}
	for _, reason := range slices.Sorted(maps.Keys(t.ReturnShippingPaidBy)) {
		c.reason("return_shipping_paid_by."+reason, reason)
		c.oneOf("return_shipping_paid_by."+reason, t.ReturnShippingPaidBy[reason], PaidByCustomer, PaidByShop)
	}
}

func (c *termsCheck) rules(rules []Rule) {
	if len(rules) > maxRules {
		c.problems.add(RefuseField("rules", "too_many", "more than %s are not possible here", maxRules))
		return
	}
	seen := map[string]bool{}
	for i, rule := range rules {
		field := fmt.Sprintf("rules[%d]", i)
		switch {
		case !ruleName.MatchString(rule.Name):
			c.problems.add(RefuseField(field+".name", "wrong_format", "%s does not have the form that is wanted here: %s", strconv.Quote(rule.Name), ruleName))
		case seen[rule.Name]:
			c.problems.add(RefuseField(field+".name", "duplicate", "the policy has two rules %s; give one another name", strconv.Quote(rule.Name)))
		}
		seen[rule.Name] = true
		if rule.When == "" {
			c.problems.add(RefuseField(field+".when", "required", "the text is empty"))
		}
		c.oneOf(field+".then", rule.Then, VerdictApprove, VerdictReview, VerdictReject)
		c.because(field+".because.en", rule.Because.En)
		c.because(field+".because.zh", rule.Because.Zh)
	}
}

func (c *termsCheck) because(field, text string) {
	if text == "" || len(text) > maxBecause {
		c.problems.add(RefuseField(field, "required", "say why, in at most %s bytes; the customer reads it", maxBecause))
	}
}

func (c *termsCheck) fees(t Terms) {
	if len(t.RestockingFees) > maxWindows {
		c.problems.add(RefuseField("restocking_fees", "too_many", "more than %s are not possible here", maxWindows))
		return
	}
	for i, fee := range t.RestockingFees {
		field := fmt.Sprintf("restocking_fees[%d]", i)
		if fee.Reason != "" {
			c.reason(field+".reason", fee.Reason)
		}
		c.between(field+".percent", fee.Percent, 0, 100)
	}
}

func (c *termsCheck) limits(t Terms) {
	c.amounts("return_shipping", t.ReturnShipping)
	c.amounts("auto_refund_limit", t.AutoRefundLimit)
	c.amounts("four_eyes_above", t.FourEyesAbove)
	c.between("claim_minutes", t.ClaimMinutes, 0, maxClaimMinutes)
	c.between("finance_may_override_after_hours", t.FinanceMayOverrideAfterHours, 0, maxOverrideHours)
	c.between("tolerance.percent", t.Tolerance.Percent, 0, 100)
	c.amounts("tolerance.amount", t.Tolerance.Amount)
	for _, role := range slices.Sorted(maps.Keys(t.ApprovalLimits)) {
		field := "approval_limits." + string(role)
		if role != RoleFinance && role != RoleAdmin {
			c.problems.add(RefuseField(field, "not_allowed", "%s is not possible here; choose one of %s", strconv.Quote(string(role)), "finance, admin"))
			continue
		}
		c.amounts(field, t.ApprovalLimits[role])
	}
	for _, currency := range slices.Sorted(maps.Keys(t.AutoRefundLimit)) {
		above, has := t.FourEyesAbove[currency]
		if limit := t.AutoRefundLimit[currency]; has && limit > above {
			c.problems.add(RefuseField("auto_refund_limit."+currency, "out_of_range", "%s is above the %s from which two people must approve",
				Money{limit, currency}, Money{above, currency}))
		}
	}
}

func (c *termsCheck) amounts(field string, amounts PerCurrency) {
	for _, currency := range slices.Sorted(maps.Keys(amounts)) {
		minor := amounts[currency]
		switch _, known := ExponentOf(currency); {
		case !known:
			c.problems.add(RefuseField(field+"."+currency, "unknown_currency", "%s is not an ISO 4217 currency code", strconv.Quote(currency)))
		case minor < 0:
			c.problems.add(RefuseField(field+"."+currency, "out_of_range", "the amount %s is negative", Money{minor, currency}))
		case minor > maxMinor:
			c.problems.add(RefuseField(field+"."+currency, "out_of_range", "%s is too large an amount", Money{minor, currency}))
		}
	}
}
