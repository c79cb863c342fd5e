import { Select } from '../../../components/ui/select.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { useStore } from '../../../lib/session/use-store.js';
import type { DeviceKind, Devices } from '../media/devices.js';
import { stageWords } from '../stage.words.js';

interface DeviceFieldsProps {
  devices: Devices;
  kinds: readonly DeviceKind[];
  onChoose: (kind: DeviceKind, id: string) => void;
}

/** Which microphone, camera and speaker; those that this browser lets one choose. */
export function DeviceFields({ devices, kinds, onChoose }: DeviceFieldsProps) {
  const t = useT(stageWords);
  const list = useStore(devices.list);
  const choice = useStore(devices.choice);
  return kinds.map((kind) => {
    const found = list[kind];
    if (found.length === 0) return null;
    const chosen = found.some(({ id }) => id === choice[kind]) ? choice[kind] : null;
    return (
      <Select
        key={kind}
        label={t(`preview.${kind}`)}
        value={chosen ?? ''}
        options={[
          ...(chosen === null ? [{ value: '', label: t('preview.ownDevice') }] : []),
          ...found.map(({ id, label }, at) => ({ value: id, label: label || t('preview.nameless', { n: at + 1 }) })),
        ]}
        onChange={(id) => onChoose(kind, id)}
      />
    );
  });
}
