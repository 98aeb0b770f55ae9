package returns

import (
	"encoding/json"
	"slices"
)

// Attention says why a person should look at a return: a sentence with its
// values, so that each reader gets it in their own language. The zero value says
// that all is well.
type Attention struct {
	// Code is a stable name of the reason, such as parcel_lost; "other" in what
	// was written before reasons had one.
	Code string `json:"code"`
	// Format is the English sentence with %s verbs, and the key under which
	// locales holds it in other languages.
	Format string   `json:"format"`
	Args   []string `json:"args,omitempty"`
	// Because fills the last verb when it is a sentence itself: the refusal that
	// stopped a step of the service.
	Because *Attention `json:"because,omitempty"`
}

// Attend makes an [Attention]. The verbs of format are all %s.
func Attend(code, format string, args ...any) Attention {
	return Attention{Code: code, Format: format, Args: texts(args)}
}

// StepRefused says that a step of the service's own was refused, and why.
func StepRefused(step Action, why *Error) Attention {
	attention := Attend("step_refused", "%s failed: %s", step)
	attention.Because = &Attention{Code: string(why.Code), Format: why.Format, Args: why.Args}
	return attention
}

// attend asks for a person's look. What was asked before gives way.
func (r *Return) attend(code, format string, args ...any) {
	r.Attention = Attend(code, format, args...)
}

// IsZero reports whether nobody needs to look.
func (a Attention) IsZero() bool { return a.Code == "" }

// String is the English sentence; empty when nobody needs to look.
func (a Attention) String() string {
	args := a.Args
	if a.Because != nil {
		args = append(slices.Clone(args), a.Because.String())
	}
	return Text(a.Format, args)
}

// UnmarshalJSON also reads a bare sentence, as messages and histories from
// before hold it.
func (a *Attention) UnmarshalJSON(data []byte) error {
	var sentence string
	if json.Unmarshal(data, &sentence) == nil {
		*a = Attention{}
		if sentence != "" {
			*a = Attend("other", "%s", sentence)
		}
		return nil
	}
	type plain Attention
	return json.Unmarshal(data, (*plain)(a))
}
