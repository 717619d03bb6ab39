/** A mark on notebooks that wait for their migration: a dot on their toolbar button. */

import { NotebookPanel } from '@jupyterlab/notebook';

import { cellModels, otherLanguage } from './live';
import { SIGNS } from './signs';

const LEGACY = 'ibmq-mod-legacy';

/** Comments tell nothing, but for the marks of what an earlier migration left. */
const COMMENTS = /#(?! ibmq-migrate:).*/g;

export function updateBadge(panel: NotebookPanel, enabled: boolean): void {
  panel.toggleClass(
    LEGACY,
    enabled &&
      otherLanguage(panel) === null &&
      cellModels(panel).some(
        model =>
          model.type === 'code' && isLegacy(model.sharedModel.getSource())
      )
  );
}

/** Whether code is of the legacy API, or waits for a person. A search, not a scan: it has to cost nothing. */
function isLegacy(source: string): boolean {
  return SIGNS.test(source.replace(COMMENTS, ''));
}

export function hasBadge(panel: NotebookPanel | null): boolean {
  return panel?.hasClass(LEGACY) ?? false;
}
