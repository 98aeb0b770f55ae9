const finance = {
  title: 'Refunds', searchLabel: 'Search refunds by return', search: 'RMA number',
  views: { open: 'To do', closed: 'Done', all: 'All' },
  empty: 'No refunds here', emptyHint: 'A refund appears when the warehouse has inspected what came back.',
  columns: { amount: 'Amount', state: 'State', since: 'Waits since', reference: 'Reference', decide: 'Decision' },
  decide: 'Decide', decideOn: 'Decide on the refund of {{rma}}', byHand: 'paid by hand', replaced: 'replaced by a retry', reconcile: 'Reconcile with the bank',
  second: 'Approved by {{name}}. A second, different person must approve it too.',
  dialog: '{{amount}} for order {{order}}.',
  actions: { approve: 'Approve', mark_paid: 'Mark as paid', reject: 'Refuse', retry: 'Try again' },
  sent: { approve: 'Refund of {{rma}} approved', mark_paid: 'Refund of {{rma}} marked as paid', reject: 'Refund of {{rma}} refused', retry: 'A new refund of {{rma}} waits for a decision', first: 'First approval for {{rma}} noted. A second person must approve it too.' },
  otherAmount: 'This differs from what was computed. Say why in the note.', amountWrong: 'An amount such as 12.50',
  referenceHint: "The payment's, such as the bank's.", override: 'Record it though the provider has not answered', overrideHint: 'Only when you have seen that it did not pay. Say why in the note.',
}
export default finance
