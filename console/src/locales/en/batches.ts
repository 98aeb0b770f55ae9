const batches = {
  title: 'Batches', new: 'New batch', state: 'State', anyState: 'Any state', states: { running: 'Running', paused: 'Paused', done: 'Done', cancelled: 'Cancelled' },
  empty: 'No batches here', emptyHint: 'A batch opens many returns in one go: choose orders on the orders page, or upload a table.',
  columns: { choose: 'Choose', name: 'Name', state: 'State', progress: 'Progress', by: 'Started by', at: 'Started', row: 'Row', order: 'Order', outcome: 'Outcome', return: 'Return', status: 'Status', problem: 'What is wrong', decisions: 'Decisions' },
  counts: '{{done}} opened · {{failed}} failed · {{cancelled}} cancelled · {{waiting}} waiting', of: '{{done}} of {{total}} rows',
  pause: 'Pause', resume: 'Go on', cancel: 'Cancel', cancelTitle: 'Open no more returns of this batch?', cancelText: '{{waiting}} rows are left undone. The returns that are open stay open.', cancelNo: 'Leave it running',
  took: { pause: 'The batch pauses', resume: 'The batch goes on', cancel: 'The batch is cancelled' },
  review: 'Review', confirm: 'Confirm', chosen_one: '{{count}} row chosen', chosen_other: '{{count}} rows chosen', allOf: 'All {{count}} opened rows', chooseRow: 'Choose row {{row}}', chooseAll: 'Choose all rows shown', none: 'Choose none',
  decision: { approve: 'Approve', reject: 'Reject', request_info: 'Ask the customer' }, note: 'Note', noteToCustomer: 'What the customers read',
  reviewTitle: 'One review for many returns', confirmTitle: 'Confirm many returns', decideText: 'For: {{what}}. Each return is decided for itself; one that cannot be stops none of the others.', onlyStatus: 'Only those in this status', anyStatus: 'Whatever their status',
  send: 'Decide', sent: 'The decision is stored; the rows show what came of it.',
  decisionsTitle: 'What was decided', decisionLine: '{{taken}} of {{total}} taken, {{refused}} refused, {{waiting}} waiting', rowsTitle: 'Rows',
  outcomes: { waiting: 'Waiting', opening: 'Being opened', opened: 'Opened', refused: 'Refused', rejected: 'Not readable', cancelled: 'Cancelled' }, anyOutcome: 'Any outcome', onlyFailed: 'Only failed rows',
  answers: { waiting: 'waiting', taken: 'taken', refused: 'refused', cancelled: 'cancelled' },
  rowsEmpty: 'No rows here', rowsEmptyHint: 'No row has this outcome.',
  upload: {
    title: 'New batch from a table', text: 'A CSV or Excel file with a header row. Rows that are wrong are kept with what is wrong with them, and stop none of the good ones.', template: 'An empty table to fill in',
    name: 'Name of the batch', nameHint: 'Such as: winter sale', file: 'Table', choose: 'Drop the table here, or choose it', chosen: '{{name}} ({{size}} KB)', send: 'Start the batch', wrongKind: '{{name}} is neither CSV nor XLSX. Save it as one of them.', needed: 'Choose a table.', started: 'The batch has started',
  },
  ofOrders: {
    title: 'Return {{count}} orders', text: 'All that can still be returned of the chosen orders comes back, as one return for each order. Customers drop it off.', name: 'Name of the batch', reason: 'Reason', condition: 'Condition', refundTo: 'Refund to', send: 'Start the batch',
    reading: 'The orders are read…', nothing: 'Nothing of these orders can still be returned.', summary: '{{orders}} orders, {{units}} units', left: 'Nothing can be returned any more of: {{orders}}',
  },
}
export default batches
