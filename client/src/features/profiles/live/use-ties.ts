import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { PersonCard } from '@contract/words.js';
import { toast } from '../../../components/ui/toasts.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { openDirect } from '../../rooms/api/open-direct.js';
import { profileKeys, setTie } from '../api/profiles.js';
import { profilesWords } from '../profiles.words.js';

export interface PersonDeeds {
  write(): Promise<void>;
  follow(on: boolean): Promise<void>;
  block(on: boolean): Promise<void>;
}

/** What one does about somebody, with its word of confirmation and its way back. */
export function usePersonDeeds(person: PersonCard): PersonDeeds {
  const t = useT(profilesWords);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { fail } = useSentence();
  const { id, name } = person;
  const set = async (what: 'follow' | 'block', on: boolean, undoable = true): Promise<void> => {
    try {
      await setTie(id, what, on);
      await queries.invalidateQueries({ queryKey: profileKeys.all });
      const said = what === 'follow' ? (on ? 'followed' : 'unfollowed') : on ? 'blocked' : 'unblocked';
      const undo = undoable ? () => void set(what, !on, false) : undefined;
      toast({ text: t(`actions.${said}`, { name }), tone: 'good', undo });
    } catch (failure) {
      fail(failure);
    }
  };
  return {
    write: () =>
      openDirect(queries, [id]).then((roomId) => navigate({ to: '/rooms/$roomId', params: { roomId } }), fail),
    follow: (on) => set('follow', on),
    block: (on) => set('block', on),
  };
}
