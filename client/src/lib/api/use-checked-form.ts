import { useEffect, useRef, useState, type FormEvent } from 'react';
import { asApiError, type FailureCode } from './api-error.js';
import { useErrand } from './use-errand.js';

/** Which field an answer of the hub is about; the rest is said above the button. */
const FIELD_OF: Partial<Record<FailureCode, string>> = {
  'accounts/email-taken': 'email',
  'accounts/weak-password': 'password',
  'accounts/too-young': 'age',
  'accounts/terms-not-accepted': 'terms',
  'accounts/wrong-setup-code': 'code',
  'accounts/wrong-password': 'current',
};

export type Problems = Readonly<Record<string, string | undefined>>;

/**
 * A form that is checked when it is sent, shows what is wrong beside each field and takes the reader to the first one.
 * `check` answers the sentence for each field that is not right yet.
 */
export function useCheckedForm(
  check: () => Problems,
  send: () => Promise<void>,
  sentence: (failure: unknown) => string,
) {
  const form = useRef<HTMLFormElement>(null);
  const [problems, setProblems] = useState<Problems>({});
  const [failure, setFailure] = useState<unknown>(null);

  // How often something was found wrong. The reader is led there once the fields are drawn as wrong, not a frame later:
  // a frame may come before that.
  const [found, setFound] = useState(0);
  useEffect(() => {
    if (found > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid] input')?.focus();
  }, [found]);
  const goToFirst = () => setFound((before) => before + 1);

  const { busy, run } = useErrand((thrown) => {
    const error = asApiError(thrown);
    const field = FIELD_OF[error.code] ?? (error.code === 'invalid-input' ? String(error.details.field ?? '') : '');
    if (field) setProblems({ [field]: sentence(error) });
    setFailure(field && form.current?.querySelector(`[name="${field}"]`) ? null : error);
    goToFirst();
  });

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (busy) return;
    const wrong = check();
    setProblems(wrong);
    setFailure(null);
    if (Object.values(wrong).some(Boolean)) return goToFirst();
    await run(send);
  }

  return { form, problems, failure, busy, submit: (event: FormEvent) => void submit(event) };
}
