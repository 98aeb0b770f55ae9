package verify_test

const theBatch = "bat_00000000000000000000000000"

// batch stores a batch that opened one return of the town, was refused another,
// and was reviewed.
func batch(s *shop) {
	s.exec(`insert into batches (id, name, state, actor_id, actor_role, total, waiting, opened, refused, created_at, updated_at)
		values ($1, 'Winter sale', 'done', 'ana', 'support', 2, 0, 1, 1, now(), now())`, theBatch)
	s.exec(`insert into batch_rows (batch_id, row, return_id, outcome, error) values ($1, 1, $2, 'opened', null), ($1, 2, 'ret_2', 'refused', '{}')`,
		theBatch, id("requested"))
	s.exec(`insert into batch_decisions (batch_id, seq, action, decision_id, actor_id, actor_role, data, total, refused, at)
		values ($1, 1, 'review', 'r', 'ana', 'reviewer', '{}', 1, 1, now())`, theBatch)
	s.exec(`insert into batch_decision_rows (batch_id, seq, row, outcome, error) values ($1, 1, 1, 'refused', '{}')`, theBatch)
}

var brokenBatches = []broken{
	{
		name: "a batch counts a row that is not so", check: "counts of batches", subject: "batch " + theBatch,
		sql: `update batches set opened = 2, refused = 0`,
	},
	{
		name: "a batch has lost a row", check: "counts of batches", subject: "batch " + theBatch,
		sql: `delete from batch_rows where row = 2`,
	},
	{
		name: "a decision counts a row that is not so", check: "counts of batches", subject: "batch " + theBatch,
		sql: `update batch_decisions set taken = 1, refused = 0`,
	},
	{
		name: "a batch is done and waits", check: "counts of batches", subject: "batch " + theBatch,
		sql: `update batches set waiting = 1, refused = 0; update batch_rows set outcome = 'waiting', request = '{}', error = null where row = 2`,
	},
	{
		name: "an opened row has no return", check: "returns of batches", subject: "batch " + theBatch + " row 1",
		sql: `update batch_rows set return_id = 'ret_1' where row = 1`,
	},
	{
		name: "a refused row has a return", check: "returns of batches", subject: "batch " + theBatch + " row 2",
		sql: `update batch_rows set return_id = '<rejected>' where row = 2`,
	},
}
