import { useState, type DragEvent } from 'react';

/** Files that are dragged over an element and dropped there; nothing happens while `onFiles` is null. */
export function useDrop(onFiles: ((files: readonly File[]) => void) | null) {
  const [over, setOver] = useState(false);
  const brings = ({ dataTransfer }: DragEvent) => onFiles !== null && dataTransfer.types.includes('Files');
  return {
    over: over && onFiles !== null,
    handlers: {
      onDragOver: (event: DragEvent) => {
        if (!brings(event)) return;
        event.preventDefault();
        setOver(true);
      },
      onDragLeave: (event: DragEvent) => {
        const next = event.relatedTarget;
        if (!(next instanceof Node && event.currentTarget.contains(next))) setOver(false);
      },
      onDrop: (event: DragEvent) => {
        setOver(false);
        if (!brings(event)) return;
        event.preventDefault();
        onFiles?.([...event.dataTransfer.files]);
      },
    },
  };
}
