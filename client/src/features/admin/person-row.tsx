import { useQueryClient } from '@tanstack/react-query';
import { IconDots } from '@tabler/icons-react';
import type { OwnAccount } from '@contract/accounts.contract.js';
import { Badge } from '../../components/ui/badge.js';
import { BareIconButton } from '../../components/ui/bare-icon-button.js';
import { Face } from '../../components/ui/face.js';
import { Menu, type MenuItem } from '../../components/ui/menu.js';
import { Time } from '../../components/ui/time.js';
import { toast } from '../../components/ui/toasts.js';
import { useSentence } from '../../lib/api/use-sentence.js';
import { useT } from '../../lib/i18n/use-t.js';
import { adminWords } from './admin.words.js';
import { peopleKey, setMentor, setPlatformRole, signOutPerson, unbanPerson, type AdminPerson } from './api/people.js';
import css from './pages/admin-page.module.css';

const ROLES = ['member', 'staff', 'admin'] as const;

interface PersonRowProps {
  person: AdminPerson;
  me: OwnAccount;
  onBan: () => void;
}

export function PersonRow({ person, me, onBan }: PersonRowProps) {
  const t = useT(adminWords);
  const queries = useQueryClient();
  const { fail } = useSentence();
  const { id, name, kind, role, mentor, bannedAt } = person;

  async function change(what: () => Promise<AdminPerson>, undo?: () => Promise<AdminPerson>): Promise<void> {
    try {
      await what();
      toast({ text: t('done', { name }), tone: 'good', undo: undo && (() => void change(undo)) });
    } catch (failure) {
      fail(failure);
    } finally {
      await queries.invalidateQueries({ queryKey: peopleKey });
    }
  }

  async function signOut(): Promise<void> {
    try {
      await signOutPerson(id);
      toast({ text: t('signedOut', { name }), tone: 'good' });
    } catch (failure) {
      fail(failure);
    }
  }

  const admin = me.role === 'admin';
  const items: (MenuItem | null)[] = [];
  if (admin && kind === 'person') {
    if (mentor !== 'granted') {
      items.push({
        id: 'grant',
        label: t('grant'),
        onSelect: () =>
          void change(() => setMentor(id, 'granted'), mentor === 'none' ? () => setMentor(id, 'none') : undefined),
      });
    }
    if (mentor !== 'none') {
      items.push({
        id: 'revoke',
        label: t(mentor === 'granted' ? 'revoke' : 'refuse'),
        onSelect: () => void change(() => setMentor(id, 'none')),
      });
    }
    items.push(null);
    for (const next of ROLES.filter((one) => one !== role)) {
      items.push({
        id: next,
        label: t('setRole', { role: t(`roles.${next}`) }),
        onSelect: () =>
          void change(
            () => setPlatformRole(id, next),
            () => setPlatformRole(id, role),
          ),
      });
    }
    items.push(null);
  }
  if (admin && id !== me.id && kind !== 'bot' && !bannedAt)
    items.push({ id: 'sign-out', label: t('signOut'), onSelect: () => void signOut() });
  if (bannedAt) items.push({ id: 'unban', label: t('unban'), onSelect: () => void change(() => unbanPerson(id)) });
  else if (id !== me.id && kind !== 'bot' && (admin || role === 'member')) {
    items.push({ id: 'ban', label: t('ban'), danger: true, onSelect: onBan });
  }
  while (items.at(-1) === null) items.pop();

  return (
    <li className={css.row}>
      <Face person={person} size={40} />
      <span className={css.words}>
        {name}
        <span className={css.quiet}>
          {person.email ? `${person.email} · ` : null}
          {t('since')} <Time at={person.createdAt} as="day" />
        </span>
        {mentor === 'requested' && person.mentorWhy ? (
          <span className={css.quiet}>{t('why', { why: person.mentorWhy })}</span>
        ) : null}
        {bannedAt ? <span className={css.quiet}>{t('bannedWhy', { reason: person.banReason ?? '' })}</span> : null}
      </span>
      {kind === 'guest' ? <Badge>{t('guest')}</Badge> : null}
      {mentor === 'granted' ? <Badge hue="sea">{t('mentor')}</Badge> : null}
      {mentor === 'requested' ? <Badge hue="saffron">{t('wantsMentor')}</Badge> : null}
      {role === 'member' ? null : <Badge hue="plum">{t(`roles.${role}`)}</Badge>}
      {bannedAt ? <Badge hue="terracotta">{t('banned')}</Badge> : null}
      {items.length > 0 ? (
        <Menu trigger={<BareIconButton label={t('actions', { name })} icon={<IconDots size={20} />} />} items={items} />
      ) : null}
    </li>
  );
}
