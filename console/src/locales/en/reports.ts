const reports = {
  title: 'Reports', choose: 'Report', period: 'Period', from: 'From', to: 'to', currency: 'Currency', anyCurrency: 'All currencies', group: 'By', sort: 'Largest by',
  names: {
    summary: 'At a glance', reasons: 'Reasons', products: 'Products', trend: 'Trend', customers: 'Customers', 'cycle-times': 'Times', refunds: 'Refunds',
    dispositions: 'Where goods went', reviewers: 'Reviewers', carriers: 'Carriers', policies: 'Policies', complaints: 'Complaints',
  },
  about: {
    summary: 'The shop in this period, and in the one before.', reasons: 'Why goods come back.', products: 'What comes back of what was sold.', trend: 'How it went, with a moving average.',
    customers: 'Who returns how much, and whose returns are unusual.', 'cycle-times': 'How long each step takes, and where returns wait now.', refunds: 'The money that went back, and what is still to go.',
    dispositions: 'What became of the goods, and what is lost.', reviewers: 'Who decided how much, and how fast.', carriers: 'How carriers did with the parcels.',
    policies: 'What policies decide by themselves, and what people do.', complaints: 'How content customers were.',
  },
  presets: { last7: '7 days', last30: '30 days', last90: '90 days', thisMonth: 'This month', lastMonth: 'Last month', thisYear: 'This year' }, ownPeriod: 'Own period',
  compare: 'Compare with the period before', span: '{{from}} – {{to}}', before: 'before: {{from}} – {{to}}', zone: 'Days of {{zone}}',
  wrongOrder: 'The first day comes after the last one. Choose an earlier first day.',
  groups: { product: 'Product', category: 'Category', day: 'Day', week: 'Week', month: 'Month' },
  sorts: { requested: 'Units asked for', units: 'Units come back', rate: 'Return rate', sold: 'Sold', refunded: 'Refunded', loss: 'Loss', unusual: 'Unusual first' },
  tables: {
    outcomes: 'What was decided', reason: 'Reason', product: 'Product', category: 'Category', trend: 'Point by point', customer: 'Customer', steps: 'How long returns stay in a step', passed: 'How many went on from each step', waiting: 'Where returns wait now',
    refundTo: 'Refund to', openRefunds: 'Still to pay', disposition: 'Where it went', reviewer: 'Reviewer', carrier: 'Carrier', policy: 'Policy', complaints: 'How complaints ended',
  },
  columns: {
    requested: 'Units asked for', requestedBefore: 'Units before', returned: 'Units come back', sold: 'Units sold', rate: 'Return rate', rateBefore: 'Rate before', refunded: 'Refunded', refundedBefore: 'Refunded before', loss: 'Loss', share: 'Share', shareSoFar: 'Share so far',
    returns: 'Returns', returnsBefore: 'Returns before', approvedByPolicy: 'Approved by policy', approvedByHand: 'Approved by people', rejectedByPolicy: 'Rejected by policy', rejectedByHand: 'Rejected by people', cancelled: 'Cancelled', expired: 'Expired',
    automatic: 'Decided by policy', automaticBefore: 'By policy before', refunds: 'Refunds', refundsBefore: 'Refunds before', fees: 'Fees kept', outcome: 'Outcome', period: 'Period', average: 'Moving average', customers: 'Customers', unusualTotal: 'Unusual ones',
    rejected: 'Rejected', notAsSent: 'Not as sent', complaints: 'Complaints', unusual: 'What is unusual', step: 'Step', count: 'Counted', median: 'Median', medianBefore: 'Median before', p90: '90 % within', p90Before: '90 % before',
    waitsFor: 'Waits for', overdue: 'Overdue', state: 'State', amount: 'Amount', units: 'Units', unitsBefore: 'Units before', decided: 'Decided', decidedBefore: 'Decided before', approved: 'Approved', asked: 'Asked back', parcels: 'Parcels', parcelsBefore: 'Parcels before',
    delivered: 'Delivered', lost: 'Lost', pickupsFailed: 'Pickups in vain', complaintRate: 'Of all returns', rating: 'Average rating', ratings: 'Ratings', upheld: 'Upheld', dismissed: 'Dismissed', open: 'Open',
  },
  unusual: { high_rate: 'returns far more than others', often_rejected: 'often rejected', often_incomplete: 'often incomplete' },
  ends: { available: 'Back on the shelf', refurbish: 'Refurbished', quarantine: 'Quarantine', scrap: 'Scrapped', vendor: 'To the vendor', send_back: 'Back to the customer', missing: 'Missing', lost: 'Lost on the way', wrong_item: 'Another item' },
  chartOf: 'Chart of “{{title}}”; the table has the same figures', drill: 'Show these returns', drillHint: 'Choose a row, or a bar of the chart, to see its returns.',
  tableFile: 'This table (CSV)', allFile: 'All reports (Excel)', printFile: 'All reports (to print)',
  empty: 'Nothing happened in this period', emptyHint: 'Choose a longer period, or another currency.',
}
export default reports
