let context: AudioContext | undefined;

/** Two short soft tones: somebody is at the door. Where the browser keeps a page silent until it is touched, nothing sounds. */
export function knock(): void {
  context ??= new AudioContext();
  const from = context.currentTime;
  for (const [index, hertz] of [523, 659].entries()) {
    const tone = context.createOscillator();
    const volume = context.createGain();
    const at = from + index * 0.16;
    tone.frequency.value = hertz;
    volume.gain.setValueAtTime(0.08, at);
    volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.15);
    tone.connect(volume).connect(context.destination);
    tone.start(at);
    tone.stop(at + 0.15);
  }
}
