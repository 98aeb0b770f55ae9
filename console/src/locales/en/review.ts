const review = {
  title: 'Review queue',
  views: { todo: 'To decide', free: "In nobody's hands", mine: 'In my hands', waiting: 'Waiting for the customer', all: 'All open' },
  sort: 'Order', sorts: { deadline: 'Nearest deadline', opened_at: 'Oldest first', '-opened_at': 'Newest first' },
  reason: 'Reason', anyReason: 'Any reason',
  search: 'RMA, order or customer', searchLabel: 'Search the queue',
  count: '{{count}} shown', empty: 'Nothing waits for you here', emptyHint: 'New requests appear by themselves. Try another view, or clear the filter.',
  clear: 'Clear the filter',
  chooseOne: 'Choose a return on the left', listLabel: 'Returns to review',
  overdue: 'Overdue {{span}}', due: 'Due {{span}}',
  units: '{{count}} units', photos_count: '{{count}} photos',
  claimedBy: 'In the hands of {{name}}', claimedByMe: 'In your hands', free: "In nobody's hands",
  assign: { label: 'In whose hands it is', me: 'Me ({{name}})', nobody: 'Nobody: release it', nobodyFound: 'No reviewer of this name', done: '{{rma}} is in the hands of {{name}}', released: "{{rma}} is in nobody's hands" },
  approve: 'Approve', reject: 'Reject', ask: 'Ask', offer: 'Counter-offer', claim: 'Claim', release: 'Release', openPage: 'Open the page',
  approveTitle: 'Approve {{rma}}?', rejectTitle: 'Reject {{rma}}', askTitle: 'Ask about {{rma}}', offerTitle: 'Offer something else for {{rma}}',
  approveText: '{{units}} units, a refund of about {{amount}}. The customer is told at once.',
  phrases: 'Saved phrases',
  ask_phrases: {
    photos: 'Please send us photos of the damage, one near and one of the whole item.', box: 'Please send us a photo of the box and of its label.', serial: 'Please tell us the serial number; it is on the back or the underside of the item.', when: 'Please tell us when you noticed it, and what you had done with the item before.',
  },
  reject_phrases: {
    late: 'The time in which this could be returned has passed.', used: 'The item has been used beyond what is needed to try it, so that we cannot take it back.', excluded: 'This article cannot be returned, as was said with the order.', other: 'What the photos show is not the article of this order.',
  },
  note: 'Note', noteToCustomer: 'What the customer reads', noteWhy: 'Why', noteAsk: 'What is missing',
  approvedQuantity: 'Approved', offerAmount: 'Amount instead', keepItem: 'The customer keeps the item',
  offerNeeds: 'Say an amount, let them keep the item, or both.',
  sent: { approve: '{{rma}} approved', reject: '{{rma}} rejected', request_info: 'Question sent for {{rma}}', counter_offer: 'Offer sent for {{rma}}' },
  select: 'Choose {{rma}} for several at once', chosen: '{{count}} chosen', bulkApprove: 'Approve all chosen', bulkNone: 'Choose none',
  bulk: {
    title: 'Approve {{count}} returns', text: 'Each is approved as asked for. One that cannot be approved stops none of the others.',
    start: 'Approve', done: '{{done}} of {{total}} approved', failed: '{{count}} not approved', waiting: 'waits', running: 'being approved', ok: 'approved',
  },
  facts: { order: 'Order', history: 'This customer', returnsBefore: 'Earlier returns', noReturns: 'No other returns', ordered: 'Ordered', delivered: 'Delivered', notDelivered: 'not known', paid: 'Paid', ofBought: '{{quantity}} of {{bought}} bought' },
  keys: {
    next: 'Next return', previous: 'Return before', approve: 'Approve', reject: 'Reject', ask: 'Ask the customer', offer: 'Counter-offer', claim: 'Claim or release', assign: 'Assign to a colleague',
    choose: 'Choose for several at once', open: 'Open its page',
  },
}
export default review
