/** Machine names that people meet, one word each as in the rest of the service. */
const names = {
  status: {
    requested: 'Requested', info_needed: 'Info needed', counter_offered: 'Counter-offered', approved: 'Approved',
    confirmed: 'Confirmed', pickup_scheduled: 'Pickup scheduled', in_transit: 'In transit', received: 'Received',
    inspected: 'Inspected', refund_pending: 'Refund pending', refunded: 'Refunded', completed: 'Completed',
    rejected: 'Rejected', cancelled: 'Cancelled', expired: 'Expired', sent_back: 'Sent back', written_off: 'Written off',
  },
  action: {
    receive_late: 'Count in late', decide_stray: 'Decide about strays', send_back: 'Send back', report_send_back: 'News of the way to the customer',
    decide_send_back: 'Decide what did not reach the customer', ask_send_back: 'Asked what becomes of the goods',
    open: 'Return requested', import: 'Imported', review: 'Review', answer: 'Answer', confirm: 'Confirm', cancel: 'Cancel',
    schedule_pickup: 'Schedule pickup', carrier_event: 'Carrier news', receive: 'Count in', inspect: 'Inspect',
    decide_refund: 'Decide refund', close: 'Close', claim: 'Claim', release: 'Release', assign: 'Assign',
    acknowledge: 'Acknowledge refund', note: 'Note', feedback: 'Feedback', complain: 'Complain',
    answer_complaint: 'Answer complaint', escalate_complaint: 'Escalate complaint', decide_complaint: 'Decide complaint',
    remind_complaint: 'Complaint reminder', approve: 'Approved by itself', request_refund: 'Refund asked for',
    settle_refund: 'Refund settled', remind: 'Reminder', escalate: 'Escalation', expire: 'Expiry',
    report_silent: 'Parcel silent', complete: 'Completion', call_off_pickup: 'Pickup called off',
  },
  decision: {
    approve: 'approved', reject: 'rejected', request_info: 'asked the customer', counter_offer: 'made a counter-offer', confirm: 'confirmed', cancel: 'cancelled',
    receive: 'counted in', inspect: 'inspected', close: 'closed', claim: 'claimed', expire: 'expired', escalate: 'escalated',
  },
  role: {
    admin: 'Administrator', reviewer: 'Reviewer', finance: 'Finance', warehouse: 'Warehouse', logistics: 'Logistics',
    support: 'Support', auditor: 'Auditor', integration: 'Integration', customer: 'Customer', system: 'The service',
  },
  method: { pickup: 'Pickup', drop_off: 'Drop-off', in_store: 'In store', keep_item: 'Keep the item' },
  refundTo: { original: 'Original payment', store_credit: 'Store credit', exchange: 'Exchange' },
  disposition: {
    restock: 'Restock', refurbish: 'Refurbish', quarantine: 'Quarantine', scrap: 'Scrap',
    return_to_vendor: 'Return to vendor', return_to_customer: 'Return to customer', missing: 'Missing',
  },
  bucket: {
    expected: 'Expected', arrived: 'Arrived', available: 'Available', refurbish: 'Refurbish', quarantine: 'Quarantine',
    scrap: 'Scrap', vendor: 'Vendor', send_back: 'Send back',
  },
  condition: { unopened: 'Unopened', opened: 'Opened', used: 'Used', damaged: 'Damaged', defective: 'Defective' },
  logistics: {
    none: 'Not arranged', label_issued: 'Label issued', pickup_booked: 'Pickup booked', handed_over: 'Handed over',
    in_transit: 'In transit', delivered: 'Delivered', failed_attempt: 'Failed attempt', silent: 'Silent', lost: 'Lost',
    voided: 'Voided', refused: 'Refused',
  },
  refund: {
    not_due: 'Not due', computed: 'Computed', awaiting_finance: 'Awaiting finance', submitted: 'Submitted',
    settled: 'Settled', failed_retryable: 'Failed, may be retried', failed_final: 'Failed', manual_payout: 'Manual payout',
    late_failed: 'Failed late', rejected: 'Refused by finance',
  },
  dispute: {
    none: 'No complaint', open: 'Complaint open', answered: 'Complaint answered', escalated: 'Complaint escalated',
    upheld: 'Complaint upheld', dismissed: 'Complaint dismissed',
  },
  orderStatus: { none: 'No returns', in_progress: 'Return in progress', partially_returned: 'Partially returned', returned: 'Returned' },
  verdict: { approve: 'Approve', review: 'For a person', reject: 'Reject', none: 'Not judged' },
  clause: { window: 'Return window', final_sale: 'Final sale', photos: 'Photos', rule: 'Rule', keep_item: 'Keeping the goods' },
  /** What a clause looked at; those in groups are what rules of the shop's own may ask for. */
  fact: {
    reason: 'Reason', needed: 'Photos needed', given: 'Photos given', sku: 'SKU', category: 'Category', days: 'Days allowed',
    counted_from: 'Counted from', anchor: 'First day', last_day: 'Last day', today: 'Asked for on', method: 'Method', failed: 'Why not',
    order: {
      number: 'Order', currency: 'Currency', ordered_at: 'Ordered', shipped_at: 'Shipped', delivered_at: 'Delivered',
      days_since_ordered: 'Days since the order', days_since_shipped: 'Days since the dispatch',
      days_since_delivered: 'Days since the delivery', paid: 'Paid for the order', lines: 'Lines of the order',
    },
    line: {
      line_no: 'Line', sku: 'SKU', description: 'Article', category: 'Category', bought: 'Units bought', quantity: 'Units asked for',
      paid: 'Paid for the line', reason: 'Reason', by_customer: 'The customer’s doing', condition: 'Condition', fields: 'Further answers',
    },
    customer: { id: 'Customer', country: 'Country', orders: 'Other orders of the customer', returns: 'Other returns of the customer' },
    request: {
      method: 'Method', note: 'Note', photos: 'Photos', lines: 'Lines to return', refund: 'Refund expected', by_staff: 'Asked for by staff',
    },
  },
  factValue: {
    true: 'yes', false: 'no', ordered: 'the order', shipped: 'the dispatch', delivered: 'the delivery', unread: 'the rules of this policy could not be read',
    notKnown: 'not known yet', isNotKnown: '“{{fact}}” is not known yet', pair: '{{fact}}: {{value}}',
  },
  outcome: { pass: 'Passed', fail: 'Failed', advice: 'Advice', unknown: 'Unknown', review: 'For a person' },
  then: {
    remind: 'a reminder', escalate: 'an escalation', approve: 'it is approved by itself', expire: 'it expires',
    complete: 'it completes', report_silent: 'the parcel counts as silent',
    remind_complaint: 'a reminder', escalate_complaint: 'an escalation', decide_complaint: 'the answer stands',
    remind_held: 'a reminder', ask_send_back: 'a reviewer is asked',
  },
}
export default names
