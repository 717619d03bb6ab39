/** What the migration of a folder did to each notebook, and to all of them. */

import { TranslationBundle } from '@jupyterlab/translation';

import { button, h } from './dom';
import { ConvertedNotebook } from './request';

export function totals(
  notebooks: readonly ConvertedNotebook[],
  trans: TranslationBundle
): HTMLElement {
  const sum = (of: (notebook: ConvertedNotebook) => number) =>
    String(notebooks.reduce((total, notebook) => total + of(notebook), 0));
  return h(
    'p',
    { class: 'ibmq-Results-totals' },
    trans.__(
      '%1 cells changed. Uses: %2 fixed, %3 review, %4 manual, %5 skipped.',
      sum(({ cells }) => cells),
      sum(({ counts }) => counts.fixed),
      sum(({ counts }) => counts.review),
      sum(({ counts }) => counts.manual),
      sum(({ counts }) => counts.skipped)
    )
  );
}

/** A row for each notebook: first what failed, then by the work that is left. */
export function resultsTable(
  notebooks: readonly ConvertedNotebook[],
  trans: TranslationBundle,
  open: (path: string) => void,
  reportOf: (anchor: string) => string | null
): HTMLElement {
  const rank = (notebook: ConvertedNotebook) =>
    notebook.status === 'error' ? Infinity : notebook.left;
  const sorted = [...notebooks].sort(
    (a, b) =>
      Number(rank(b) > rank(a)) - Number(rank(b) < rank(a)) ||
      b.cells - a.cells ||
      (a.name < b.name ? -1 : 1)
  );
  const titles = [
    trans.__('Notebook'),
    trans.__('Left'),
    trans.__('Cells changed'),
    trans.__('Result')
  ];
  return h(
    'table',
    { class: 'ibmq-Results' },
    h(
      'thead',
      {},
      h('tr', {}, ...titles.map(title => h('th', { scope: 'col' }, title)))
    ),
    h(
      'tbody',
      {},
      ...sorted.map(notebook => row(notebook, trans, open, reportOf))
    )
  );
}

function row(
  notebook: ConvertedNotebook,
  trans: TranslationBundle,
  open: (path: string) => void,
  reportOf: (anchor: string) => string | null
): HTMLElement {
  const { name, written, error, status, cells, anchor } = notebook;
  const labels = {
    changed: trans.__('Changed'),
    unchanged: trans.__('Unchanged'),
    error: trans.__('Error')
  };
  const left = String(notebook.left);
  const report = notebook.left > 0 && anchor ? reportOf(anchor) : null;
  return h(
    'tr',
    { 'data-status': status },
    h(
      'td',
      {},
      written
        ? button(name, () => open(written), {
            class: 'ibmq-mod-link',
            title: written
          })
        : name
    ),
    h(
      'td',
      { 'data-title': trans.__('Left') },
      report
        ? h(
            'a',
            {
              href: report,
              target: '_blank',
              rel: 'noopener',
              title: trans.__('What is left, in the report')
            },
            left
          )
        : left
    ),
    h('td', { 'data-title': trans.__('Cells') }, String(cells)),
    h('td', {}, error ? `${labels[status]}: ${error}` : labels[status])
  );
}
