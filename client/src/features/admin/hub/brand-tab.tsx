import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Branding } from '@contract/branding.contract.js';
import { Checkbox } from '../../../components/ui/checkbox.js';
import { Button } from '../../../components/ui/button.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { Skeleton } from '../../../components/ui/skeleton.js';
import { TextField } from '../../../components/ui/text-field.js';
import { toast } from '../../../components/ui/toasts.js';
import { FailureNote } from '../../../lib/api/failure-note.js';
import { useCheckedForm } from '../../../lib/api/use-checked-form.js';
import { useErrand } from '../../../lib/api/use-errand.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { brandingQuery, restoreBranding, setBranding, setLogo } from '../api/hub.js';
import css from '../pages/admin-page.module.css';
import { hubWords } from './hub.words.js';

/** The hue of the product itself, in the same degrees. */
const USUAL_HUE = 40;

/** Name, colour and logo of the hub. */
export function BrandTab() {
  const { sentence } = useSentence();
  const brand = useQuery(brandingQuery());
  if (brand.isPending) return <Skeleton lines={6} />;
  if (!brand.data)
    return <ErrorState text={sentence(brand.error)} onRetry={() => void brand.refetch()} retrying={brand.isFetching} />;
  const { name, hue, logo } = brand.data;
  return (
    <div className={css.sections}>
      <NameAndHue key={`${name} ${hue ?? ''}`} saved={brand.data} />
      <Logo logo={logo} />
    </div>
  );
}

function NameAndHue({ saved }: { saved: Branding }) {
  const t = useT(hubWords);
  const queries = useQueryClient();
  const { sentence } = useSentence();
  const [name, setName] = useState(saved.name);
  const [hue, setHue] = useState(saved.hue);
  const { form, problems, failure, busy, submit } = useCheckedForm(
    () => ({ name: name.trim() ? undefined : t('brand.missingName') }),
    async () => {
      queries.setQueryData(brandingQuery().queryKey, await setBranding({ name, hue }));
      toast({ text: t('brand.saved'), tone: 'good' });
    },
    sentence,
  );
  return (
    <section aria-labelledby="brand" className={css.setting}>
      <div>
        <h2 id="brand">{t('brand.title')}</h2>
        <p className={css.quiet}>{t('brand.lead')}</p>
      </div>
      <form ref={form} noValidate className={css.setting} onSubmit={submit}>
        <TextField
          label={t('brand.name')}
          error={problems.name}
          name="name"
          maxLength={40}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Checkbox
          label={t('brand.own')}
          checked={hue !== null}
          onChange={(event) => setHue(event.currentTarget.checked ? USUAL_HUE : null)}
        />
        {hue === null ? null : (
          <label className={css.setting}>
            <span>
              {t('brand.hue')}
              <span className={css.quiet}>{t('brand.hueHint')}</span>
            </span>
            <input
              type="range"
              min={0}
              max={359}
              value={hue}
              className={css.hue}
              onChange={(event) => setHue(Number(event.currentTarget.value))}
            />
            <span className={css.swatch} aria-hidden style={{ background: `oklch(0.5 0.13 ${hue})` }}>
              {t('brand.preview')}
            </span>
          </label>
        )}
        <FailureNote failure={failure} />
        <div>
          <Button type="submit" variant="primary" busy={busy}>
            {t('brand.save')}
          </Button>
        </div>
      </form>
    </section>
  );
}

function Logo({ logo }: { logo: string | null }) {
  const t = useT(hubWords);
  const queries = useQueryClient();
  const picker = useRef<HTMLInputElement>(null);
  const { busy, failure, run } = useErrand();
  const change = (work: () => Promise<Branding>, said: string) =>
    run(async () => {
      queries.setQueryData(brandingQuery().queryKey, await work());
      toast({ text: said, tone: 'good' });
    });
  return (
    <section aria-labelledby="logo" className={css.setting}>
      <div>
        <h2 id="logo">{t('brand.logo')}</h2>
        <p className={css.quiet}>{t('brand.logoHint')}</p>
      </div>
      {logo ? (
        <div>
          <img src={logo} alt={t('brand.logo')} width={96} height={96} />
        </div>
      ) : null}
      <FailureNote failure={failure} />
      <input
        ref={picker}
        type="file"
        hidden
        accept="image/jpeg,image/png,image/webp"
        aria-label={t('brand.chooseLogo')}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          event.currentTarget.value = '';
          if (file) void change(() => setLogo(file), t('brand.logoSaved'));
        }}
      />
      <div className={css.actions}>
        <Button busy={busy} onClick={() => picker.current?.click()}>
          {t('brand.chooseLogo')}
        </Button>
        <Button variant="quiet" onClick={() => void change(restoreBranding, t('brand.restored'))}>
          {t('brand.restore')}
        </Button>
      </div>
    </section>
  );
}
