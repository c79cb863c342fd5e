import { useEffect, useState } from 'react';
import { useStore } from '../../../lib/session/use-store.js';
import { Store } from '../../../lib/session/store.js';
import { LevelMeter } from '../media/level-meter.js';
import css from './preview.module.css';

const SILENT = new Store(0);

/** How loud the microphone is, as a bar that moves with one's voice. */
export function LevelBar({ track, label }: { track: MediaStreamTrack; label: string }) {
  const [meter, setMeter] = useState<LevelMeter | null>(null);
  useEffect(() => {
    const made = new LevelMeter(track);
    setMeter(made);
    return () => made.close();
  }, [track]);
  const level = useStore(meter?.level ?? SILENT);
  return <meter className={css.level} aria-label={label} min={0} max={1} value={level} />;
}
