import { BareIconButton, type BareIconButtonProps } from './bare-icon-button.js';
import { Tooltip } from './tooltip.js';

/** `label` is the accessible name and the tooltip. */
export function IconButton(props: BareIconButtonProps) {
  return (
    <Tooltip label={props.label}>
      <BareIconButton {...props} />
    </Tooltip>
  );
}
