import type { Sound } from '../preferences/model'

export type { Sound } from '../preferences/model'

/** A tone: from one pitch to another (Hz), beginning and lasting so long (seconds), so loud. */
type Tone = [from: number, to: number, at: number, lasts: number, loud: number, shape?: OscillatorType]

/** Each a few tones, drawn here: nothing is loaded. */
const TONES: Record<Sound, Tone[]> = {
  drop: [
    [1250, 520, 0, 0.09, 0.5],
    [760, 1040, 0.07, 0.14, 0.28],
  ],
  bell: [
    [880, 880, 0, 0.9, 0.3],
    [2217, 2210, 0, 0.5, 0.12],
    [3520, 3510, 0, 0.25, 0.06],
  ],
  knock: [
    [190, 90, 0, 0.07, 0.8, 'triangle'],
    [210, 95, 0.14, 0.08, 0.7, 'triangle'],
  ],
}

let context: AudioContext | null = null

/** Plays it, if the browser lets the page: it must have been clicked or typed in once. */
export function play(sound: Sound): void {
  // What is played before would be held back, and all of it would ring with the first click.
  if (navigator.userActivation?.hasBeenActive === false) return
  try {
    context ??= new AudioContext()
    if (context.state === 'suspended') void context.resume().catch(() => {})
    if (context.state === 'closed') return
    for (const tone of TONES[sound]) ring(context, tone)
  } catch {
    // No sound on this machine.
  }
}

function ring(audio: AudioContext, [from, to, at, lasts, loud, shape = 'sine']: Tone): void {
  const begins = audio.currentTime + at
  const tone = audio.createOscillator()
  const volume = audio.createGain()
  tone.type = shape
  tone.frequency.setValueAtTime(from, begins)
  tone.frequency.exponentialRampToValueAtTime(to, begins + lasts)
  volume.gain.setValueAtTime(0.0001, begins)
  volume.gain.exponentialRampToValueAtTime(loud * 0.4, begins + 0.008)
  volume.gain.exponentialRampToValueAtTime(0.0001, begins + lasts)
  tone.connect(volume).connect(audio.destination)
  tone.start(begins)
  tone.stop(begins + lasts + 0.02)
}
