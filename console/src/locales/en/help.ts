const help = {
  title: 'Help', progress: '{{done}} of {{of}} steps done', finished: 'All steps are done. You know the way of a return.', again: 'Begin again', done: 'Done', lead: 'Lead me through it on the pages', goOn: 'Go on where I left', leadAgain: 'Lead me through it from the beginning', doneStep: 'Done: {{step}}',
  topics: { guide: 'Your first return', reviewer: 'Reviewing', warehouse: 'In the warehouse', finance: 'Refunds', logistics: 'Logistics', support: 'With customers', manager: 'Figures and oversight', admin: 'Administration' },
}
export default help
