const photos = {
  open: 'Look at the photos', pair: 'Two photos side by side', left: 'Left photo', right: 'Right photo', photo: 'Photo {{number}}',
  nearer: 'Nearer', farther: 'Farther', turnLeft: 'Turn to the left', turnRight: 'Turn to the right', asItWas: 'As it was',
  inPhoto: { nearer: 'In a photo: nearer', farther: 'In a photo: farther', turnLeft: 'In a photo: turn it to the left', turnRight: 'In a photo: turn it to the right', asItWas: 'In a photo: as it was' },
}
export default photos
