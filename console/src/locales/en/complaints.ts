const complaints = {
  title: 'Complaints', views: { open: 'To answer', answered: 'Answered', decided: 'Decided', all: 'All' },
  columns: { return: 'Return', state: 'State', customer: 'Customer', text: 'Complaint', opened: 'Since', waits: 'Waits for', deadline: 'Deadline' },
  empty: 'No complaints here', emptyHint: 'Customers complain on the tracking page of their return, after the decision. They are answered on the page of the return.',
}
export default complaints
