import { useState } from 'react';
import type { RoomCard } from '@contract/rooms.contract.js';

/** Whoever has a place keeps it; who is new stands behind; who is gone leaves. */
export function steady(before: readonly string[], wanted: readonly string[]): string[] {
  const kept = before.filter((id) => wanted.includes(id));
  return [...kept, ...wanted.filter((id) => !kept.includes(id))];
}

/** Cards in the order in which they were first shown: counts change while one looks, and nothing jumps under the finger. */
export function useSteadyOrder(cards: readonly RoomCard[]): RoomCard[] {
  const [order, setOrder] = useState<readonly string[]>([]);
  const next = steady(
    order,
    cards.map(({ room }) => room.id),
  );
  if (next.join() !== order.join()) setOrder(next);
  const byId = new Map(cards.map((card) => [card.room.id, card]));
  return next.flatMap((id) => byId.get(id) ?? []);
}
