package mailbox

import "github.com/emersion/go-smtp"

// trouble is what the server was told to do wrong.
type trouble struct {
	refusals   []int
	drops      int
	recipients map[string]int
	user, pass string
}

// FailNext refuses the next n messages with an SMTP code, 4xx for "try later" or
// 5xx for "never", after the sender has sent them whole.
func (s *Server) FailNext(n, code int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for range n {
		s.trouble.refusals = append(s.trouble.refusals, code)
	}
}

// DropNext keeps the next n messages, but hangs up before it says so: the
// sender cannot know that they arrived.
func (s *Server) DropNext(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.trouble.drops += n
}

// RefuseRecipient answers mail to the address with the code.
func (s *Server) RefuseRecipient(address string, code int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.trouble.recipients == nil {
		s.trouble.recipients = map[string]int{}
	}
	s.trouble.recipients[address] = code
}

// RequireLogin turns away every login but this one. Without it any is taken.
func (s *Server) RequireLogin(user, password string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.trouble.user, s.trouble.pass = user, password
}

func (s *Server) mayLogIn(user, password string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.trouble.user == "" || (s.trouble.user == user && s.trouble.pass == password)
}

func (s *Server) refusalOf(recipient string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if code, refused := s.trouble.recipients[recipient]; refused {
		return refusal(code)
	}
	return nil
}

func (t *trouble) nextRefusal() error {
	if len(t.refusals) == 0 {
		return nil
	}
	code := t.refusals[0]
	t.refusals = t.refusals[1:]
	return refusal(code)
}

func (t *trouble) nextDrop() bool {
	if t.drops == 0 {
		return false
	}
	t.drops--
	return true
}

func refusal(code int) error {
	return &smtp.SMTPError{Code: code, EnhancedCode: smtp.EnhancedCode{code / 100, 0, 0}, Message: "the mailbox was told to refuse this"}
}
