import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { ProfileLink } from '@contract/profiles.contract.js';
import { MAX_LINKS } from '@contract/limits.js';
import { BareIconButton } from '../../../components/ui/bare-icon-button.js';
import { Button } from '../../../components/ui/button.js';
import { TextField } from '../../../components/ui/text-field.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { profilesWords } from '../profiles.words.js';
import css from './edit.module.css';

interface LinksFieldProps {
  links: readonly ProfileLink[];
  error: string | undefined;
  onChange: (links: ProfileLink[]) => void;
}

export function LinksField({ links, error, onChange }: LinksFieldProps) {
  const t = useT(profilesWords);
  const put = (at: number, change: Partial<ProfileLink>) =>
    onChange(links.map((link, index) => (index === at ? { ...link, ...change } : link)));
  return (
    <fieldset className={css.links}>
      <legend>{t('edit.links')}</legend>
      {links.map(({ label, url }, at) => (
        <div key={at} className={css.link}>
          <TextField
            label={t('edit.linkLabel')}
            value={label}
            maxLength={40}
            onChange={(event) => put(at, { label: event.currentTarget.value })}
          />
          <TextField
            label={t('edit.linkUrl')}
            type="url"
            inputMode="url"
            placeholder="https://"
            value={url}
            maxLength={300}
            error={error && !isLink({ label, url }) ? error : null}
            onChange={(event) => put(at, { url: event.currentTarget.value })}
          />
          <BareIconButton
            label={t('edit.removeLink', { count: at + 1 })}
            icon={<IconTrash size={18} />}
            onClick={() => onChange(links.filter((_, index) => index !== at))}
          />
        </div>
      ))}
      {links.length < MAX_LINKS ? (
        <div>
          <Button
            size="s"
            icon={<IconPlus size={16} aria-hidden />}
            onClick={() => onChange([...links, { label: '', url: '' }])}
          >
            {t('edit.addLink')}
          </Button>
        </div>
      ) : null}
    </fieldset>
  );
}

/** A quick look; the hub decides. */
export const isLink = ({ label, url }: ProfileLink): boolean =>
  label.trim() !== '' && /^https:\/\/[^\s/@]+\.[^\s/@]+/.test(url.trim());
export const isBlank = ({ label, url }: ProfileLink): boolean => label.trim() === '' && url.trim() === '';
