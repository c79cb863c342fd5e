import { useRef, useState, type FormEvent } from 'react';
import { asApiError, type FailureCode } from './api-error.js';

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
  const [busy, setBusy] = useState(false);

  const goToFirst = () =>
    requestAnimationFrame(() =>
      form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid] input')?.focus(),
    );

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (busy) return;
    const found = check();
    setProblems(found);
    setFailure(null);
    if (Object.values(found).some(Boolean)) return void goToFirst();
    setBusy(true);
    try {
      await send();
    } catch (thrown) {
      const error = asApiError(thrown);
      const field = FIELD_OF[error.code] ?? (error.code === 'invalid-input' ? String(error.details.field ?? '') : '');
      if (field) setProblems({ [field]: sentence(error) });
      setFailure(field && form.current?.querySelector(`[name="${field}"]`) ? null : error);
      goToFirst();
    } finally {
      setBusy(false);
    }
  }

  return { form, problems, failure, busy, submit: (event: FormEvent) => void submit(event) };
}
