import { useEffect, useState } from 'react';
import { OutsideFrame } from '../../../app/outside-frame.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { Skeleton } from '../../../components/ui/skeleton.js';
import { ApiError } from '../../../lib/api/api-error.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { writeDemoPerson } from '../../../lib/session/hint.js';
import { session } from '../../../lib/session/session.js';
import { accountsWords } from '../accounts.words.js';

/** `/demo-window#<person id>`: this window becomes a demo person; the browser's own session stays as it is. */
export function DemoWindowPage() {
  const t = useT(accountsWords);
  const { sentence } = useSentence();
  const [failure, setFailure] = useState<unknown>(null);
  useEffect(() => {
    writeDemoPerson(window.location.hash.slice(1));
    session.restore().then(
      (state) => {
        if (state.status === 'signed-in') window.location.replace('/home');
        else setFailure(new ApiError('not-found'));
      },
      (thrown: unknown) => {
        writeDemoPerson(null);
        setFailure(thrown);
      },
    );
  }, []);
  return (
    <OutsideFrame title={t(failure ? 'demoWindow.failed' : 'demoWindow.title')}>
      {failure ? <ErrorState text={sentence(failure)} /> : <Skeleton />}
    </OutsideFrame>
  );
}
