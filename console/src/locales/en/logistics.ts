const logistics = {
  title: 'Logistics', views: { book: 'To book', pickups: 'Pickups booked', transit: 'Under way', trouble: 'Needs a look' },
  empty: { book: 'No pickup has to be booked', pickups: 'No pickup is booked', transit: 'No parcel is under way', trouble: 'No parcel needs a look' },
  emptyHint: 'Returns appear here once they are confirmed.', do: 'What to do', label: 'Label', earlier: '{{count}} earlier',
}
export default logistics
