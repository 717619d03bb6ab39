/** The keys of the list, where one can look them up. */

import { CardHost } from './card';
import { h } from './dom';

export function legend(
  host: CardHost & { undo?(): void; keyOf?(action: string): string | null }
): HTMLElement {
  const { words } = host;
  const keys: [string, string, string][] = [
    ['accept', 'A', words.__('accept')],
    ['reject', 'R', words.__('reject')],
    ['reset', 'U', words.__('take back')],
    ...(host.acceptText
      ? ([['edit', 'E', words.__('edit')]] as [string, string, string][])
      : []),
    ['next', 'N', words.__('next')],
    ['previous', 'P', words.__('previous')],
    ...(host.reveal
      ? ([['reveal', 'Enter', words.__('show the cell')]] as [
          string,
          string,
          string
        ][])
      : []),
    ...(host.undo
      ? ([['undo', 'Ctrl+Z', words.__('undo')]] as [string, string, string][])
      : [])
  ];
  return h(
    'p',
    { class: 'ibmq-Legend', 'aria-label': words.__('Keys') },
    ...keys.map(([action, key, what]) =>
      h('span', {}, h('kbd', {}, host.keyOf?.(action) ?? key), ` ${what}`)
    )
  );
}
