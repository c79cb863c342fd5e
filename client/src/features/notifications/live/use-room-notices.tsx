import { useQuery, useQueryClient } from '@tanstack/react-query';
import { IconBell, IconBellOff } from '@tabler/icons-react';
import type { MenuItem } from '../../../components/ui/menu.js';
import { toast } from '../../../components/ui/toasts.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { noticeKeys, preferencesQuery, setRoomOff } from '../api/notices.js';
import { roomNoticesWords } from '../room-notices.words.js';

/** Whether one hears of a room, and the line of its menu that changes it. */
export function useRoomNotices(roomId: string): { item: MenuItem; toggle: () => void } {
  const t = useT(roomNoticesWords);
  const queries = useQueryClient();
  const { fail } = useSentence();
  const off = useQuery(preferencesQuery()).data?.roomsOff.includes(roomId) ?? false;
  const set = async (next: boolean): Promise<void> => {
    try {
      await setRoomOff(roomId, next);
      await queries.invalidateQueries({ queryKey: noticeKeys.preferences });
      toast({ text: t(next ? 'isOff' : 'isOn'), tone: 'good' });
    } catch (failure) {
      fail(failure);
    }
  };
  const toggle = () => void set(!off);
  const icon = { size: 18, stroke: 1.6 };
  return {
    toggle,
    item: {
      id: 'notices',
      label: t(off ? 'on' : 'off'),
      icon: off ? <IconBell {...icon} /> : <IconBellOff {...icon} />,
      onSelect: toggle,
    },
  };
}
