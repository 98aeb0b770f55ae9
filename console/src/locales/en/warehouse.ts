const warehouse = {
  title: 'Warehouse', scan: 'Scan or type the RMA number, then Enter', next: 'Next parcel', expected: 'Expected and to inspect', parcel: 'Tracking number',
  empty: 'Nothing is on its way', emptyHint: 'Returns appear when a pickup is booked.',
  unknown: 'There is no return {{rma}}', unknownHint: 'Scan again, or type the number from the packing slip. Put a parcel without a number aside and tell support.',
  nothing: 'There is nothing to do with this return in the warehouse right now.',
  count: 'What is in the parcel', toCome: '{{count}} still to come', quantityOf: 'Quantity of {{sku}}', fewer: 'One fewer: {{what}}', more: 'One more: {{what}}',
  countIn: 'Count in {{count}} units', counted: '{{rma}} is counted in',
  slip: 'Packing slip', labels: 'Shelf labels',
  camera: 'Scan by camera', cameraHint: 'Hold the code of the packing slip before the camera.', cameraElse: 'Type the number, or use a hand scanner.',
  cameraTrouble: { refused: 'This page may not use the camera: allow it in the browser’s settings', none: 'No camera was found' },
  inspect: 'Inspect', grade: 'Grade', book: 'Book {{count}} units', inspected: '{{rma}} is inspected',
  waiting: {
    title_one: '{{count}} entry waits to be sent', title_other: '{{count}} entries wait to be sent', refused: 'Not taken', send: 'Send now', dismiss: 'Dismiss what was entered for {{rma}}',
    text: 'The network is away. What you entered stays on this device, and is sent by itself, once, when the network is back.',
    receive: 'Counted in: {{count}}', inspect: 'Inspected: {{count}}', kept: '{{rma}} is kept on this device and sent later',
    first: 'What was entered for this return waits to be sent. Go on with it afterwards.',
    full: 'This device has no room left to keep it. Leave this page open until the network is back, then send it again.',
    unseen: '{{rma}} cannot be looked up without the network', unseenHint: 'Put the parcel aside, or scan one that is on the list of what is expected.',
  },
}
export default warehouse
