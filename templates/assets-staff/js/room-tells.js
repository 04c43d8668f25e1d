// @ts-check
// How room mode tells that time is up: a soft sound, a short vibration, or neither. What this device cannot do is not offered.

/** @type {AudioContext | null} */
let audio = null;

/** Browsers let a page sound only after a touch: called from one, it makes the sound ready. */
export const readySound = () => {
  audio ??= new AudioContext();
  audio.resume();
};

/** @param {string[]} ways "sound", "vibrate" */
export function tell(ways) {
  if (ways.includes("vibrate")) navigator.vibrate?.(200);
  if (!ways.includes("sound")) return;
  readySound();
  if (!audio) return;
  const [tone, volume, at] = [audio.createOscillator(), audio.createGain(), audio.currentTime];
  tone.frequency.value = 396;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(0.12, at + 0.2);
  volume.gain.exponentialRampToValueAtTime(0.001, at + 2.5);
  tone.connect(volume).connect(audio.destination);
  tone.start(at);
  tone.stop(at + 2.6);
}
