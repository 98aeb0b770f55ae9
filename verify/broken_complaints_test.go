package verify_test

// opened is a complaint of two days ago that nobody has answered.
const opened = `insert into disputes (return_id, complaint, opened_at, wait_for, wait_since, wait_deadline, wait_then)
	values ('<rejected>', 'never worn', now() - interval '48 hours', 'support', now() - interval '48 hours', now() + interval '1 hour', 'escalate_complaint');`

var brokenComplaints = []broken{
	{
		name: "a complaint is open and not recorded", check: "complaints", subject: "return <rejected>",
		sql: `update returns set dispute = 'open' where id = '<rejected>'`,
	},
	{name: "a complaint is recorded and the track says none", check: "complaints", subject: "return <rejected>", sql: opened},
	{
		name: "a complaint is upheld and nobody decided it", check: "complaints", subject: "return <rejected>",
		sql: opened + `update returns set dispute = 'upheld' where id = '<rejected>'`,
	},
	{
		name: "a complaint is answered without an answer", check: "complaints", subject: "return <rejected>",
		sql: opened + `update returns set dispute = 'answered' where id = '<rejected>'`,
	},
	{
		name: "a complaint's deadline passed and nothing happened", check: "complaints", subject: "return <rejected>",
		sql: opened + `update returns set dispute = 'open' where id = '<rejected>';
			update disputes set wait_deadline = now() - interval '25 hours'`,
	},
}
