import { useNavigate, useParams } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import type { ElsewhereOutcome } from '@contract/identities.contract.js';
import { OutsideFrame } from '../../../app/outside-frame.js';
import { ButtonLink } from '../../../components/ui/button.js';
import { Skeleton } from '../../../components/ui/skeleton.js';
import { toast } from '../../../components/ui/toasts.js';
import { ApiError } from '../../../lib/api/api-error.js';
import { FailureNote } from '../../../lib/api/failure-note.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { readSessionHint } from '../../../lib/session/hint.js';
import { completeElsewhere } from './api.js';
import { identitiesWords } from './identities.words.js';
import { KnownForm } from './known-form.js';
import { NewcomerForm } from './newcomer-form.js';

/** What the provider wrote into the address. It is good once, so it is taken out: addresses are copied and kept. */
function useResponse(): string {
  const [response] = useState(() => {
    const { search, pathname } = window.location;
    if (search) window.history.replaceState(window.history.state, '', pathname);
    return search.slice(1);
  });
  return response;
}

/** Handed in once, whatever is drawn again: it is good for one time only. */
function useOutcome(provider: string, response: string): { outcome?: ElsewhereOutcome; failure?: unknown } {
  const [back, setBack] = useState<{ outcome?: ElsewhereOutcome; failure?: unknown }>({});
  const handedIn = useRef(false);
  useEffect(() => {
    if (handedIn.current || response === '') return;
    handedIn.current = true;
    completeElsewhere(provider, response).then(
      (outcome) => setBack({ outcome }),
      (failure: unknown) => setBack({ failure }),
    );
  }, [provider, response]);
  return response === '' ? { failure: new ApiError('oidc/lost') } : back;
}

/** Where the provider sends the browser back to. */
export function ElsewherePage() {
  const t = useT(identitiesWords);
  // Drawn once more on its way out, this page is no longer where the router is.
  const { provider = '' } = useParams({ from: '/sign-in/with/$provider', shouldThrow: false }) ?? {};
  const { outcome, failure } = useOutcome(provider, useResponse());
  if (failure) return <Failed failure={failure} />;
  if (outcome?.outcome === 'new') return <NewcomerForm known={outcome} />;
  if (outcome?.outcome === 'known') return <KnownForm known={outcome} />;
  return (
    <OutsideFrame title={t('arriving')}>
      <Skeleton lines={3} />
      {outcome ? <Onward outcome={outcome} /> : null}
    </OutsideFrame>
  );
}

function Onward({ outcome }: { outcome: ElsewhereOutcome }) {
  const t = useT(identitiesWords);
  const navigate = useNavigate();
  useEffect(() => {
    if (outcome.outcome === 'linked') {
      toast({ text: t('ways.linked', { provider: outcome.provider }), tone: 'good' });
      void navigate({ to: '/settings', replace: true });
    }
    if (outcome.outcome === 'entered') void navigate({ to: outcome.then ?? '/home', replace: true });
  }, [outcome, navigate, t]);
  return null;
}

function Failed({ failure }: { failure: unknown }) {
  const t = useT(identitiesWords);
  const inside = readSessionHint();
  return (
    <OutsideFrame title={t('failed')}>
      <FailureNote failure={failure} />
      <ButtonLink to={inside ? '/settings' : '/sign-in'} variant="primary" size="l" wide>
        {t(inside ? 'goSettings' : 'goSignIn')}
      </ButtonLink>
    </OutsideFrame>
  );
}
