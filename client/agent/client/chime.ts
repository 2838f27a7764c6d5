/** Two soft notes, made on the spot. Silent where the browser allows no sound before the first click. */
export function playChime(): void {
  const context = new AudioContext();
  const volume = context.createGain();
  volume.connect(context.destination);
  volume.gain.setValueAtTime(0.12, context.currentTime);
  volume.gain.exponentialRampToValueAtTime(0.001, context.currentTime + 0.7);
  for (const [frequency, after] of [
    [660, 0],
    [880, 0.16],
  ] as const) {
    const note = context.createOscillator();
    note.frequency.value = frequency;
    note.connect(volume);
    note.start(context.currentTime + after);
    note.stop(context.currentTime + 0.7);
  }
  setTimeout(() => void context.close(), 1_000);
}
