// A short tone for people whose eyes are on the parcel: high when the number is
// known, low when it is not. A browser that makes no sound makes none.
let sound: AudioContext | undefined

export function beep(known: boolean) {
  try {
    sound ??= new AudioContext()
    const tone = sound.createOscillator()
    const volume = sound.createGain()
    tone.frequency.value = known ? 1400 : 220
    volume.gain.value = 0.1
    tone.connect(volume).connect(sound.destination)
    tone.start()
    tone.stop(sound.currentTime + (known ? 0.09 : 0.35))
  } catch {
    // The scan counts, with or without a tone.
  }
}
