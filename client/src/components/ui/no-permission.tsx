import { IconLock } from '@tabler/icons-react';
import { commonWords } from '../../lib/i18n/common.words.js';
import { useT } from '../../lib/i18n/use-t.js';
import { ButtonLink } from './button.js';
import { PageState, type PageStateProps } from './page-state.js';

export function NoPermission({ title, text, actions, ...rest }: Partial<PageStateProps>) {
  const t = useT(commonWords);
  return (
    <PageState
      art={<IconLock size={48} stroke={1.25} />}
      hue="plum"
      title={title ?? t('noPermission.title')}
      text={text ?? t('noPermission.text')}
      actions={actions ?? <ButtonLink to="/home">{t('goHome')}</ButtonLink>}
      {...rest}
    />
  );
}
