import { useQuery } from '@tanstack/react-query';
import { useMe } from '../../../app/me.js';
import { usePageTitle } from '../../../app/page-title.js';
import { Page } from '../../../app/shell/page.js';
import { PageHeader } from '../../../components/ui/page-header.js';
import { Skeleton } from '../../../components/ui/skeleton.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { waysInQuery } from '../identities/api.js';
import { FirstPasswordSection } from '../identities/first-password-section.js';
import { WaysInSection } from '../identities/ways-in-section.js';
import { BlockedSection, OwnPageSection } from '../../profiles/settings/blocked-section.js';
import { NoticesSection } from '../../notifications/components/notices-section.js';
import { hubInfoQuery } from '../api/hub-info.js';
import { DemoSection } from '../demo/demo-section.js';
import { DevicesSection } from '../settings/devices-section.js';
import { EmailSection } from '../settings/email-section.js';
import { LeavingSection } from '../settings/leaving-section.js';
import { MentorSection } from '../settings/mentor-section.js';
import { PasswordSection } from '../settings/password-section.js';
import { PlaceSection } from '../settings/place-section.js';
import { ProfileSection } from '../settings/profile-section.js';
import { UpgradeSection } from '../settings/upgrade-section.js';
import { TokensSection } from '../tokens/tokens-section.js';
import { settingsWords } from '../settings.words.js';

export function SettingsPage() {
  const t = useT(settingsWords);
  usePageTitle(t('title'));
  const me = useMe();
  const hub = useQuery(hubInfoQuery());
  const guest = me?.kind === 'guest';
  const ways = useQuery({ ...waysInQuery(), enabled: me?.kind === 'person' });
  const passwordless = ways.data?.password === false;
  return (
    <Page narrow>
      <PageHeader title={t('title')} lead={t('lead')} />
      {me ? (
        <>
          {guest ? <UpgradeSection /> : null}
          <ProfileSection key={me.id} me={me} />
          {guest ? null : <OwnPageSection />}
          <PlaceSection me={me} />
          <NoticesSection />
          {guest ? null : <MentorSection me={me} />}
          {guest ? null : <EmailSection me={me} />}
          {guest || passwordless ? null : <PasswordSection email={me.email} />}
          {passwordless && me.email ? <FirstPasswordSection email={me.email} /> : null}
          {guest ? null : <WaysInSection />}
          {guest ? null : <BlockedSection />}
          <DevicesSection />
          {guest ? null : <TokensSection />}
          {guest ? null : <LeavingSection />}
          {hub.data?.demo ? <DemoSection /> : null}
        </>
      ) : (
        <Skeleton lines={8} />
      )}
    </Page>
  );
}
