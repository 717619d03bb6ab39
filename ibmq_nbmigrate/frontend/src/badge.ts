/** A mark on notebooks that still use qiskit-ibmq-provider: a dot on their toolbar button. */

import { NotebookPanel } from '@jupyterlab/notebook';

import { cellModels } from './live';

const LEGACY = 'ibmq-mod-legacy';

/** The names that the retired package goes by. A search, not a scan: it has to cost nothing. */
const LEGACY_NAMES = /\bIBMQ|\bqiskit\.providers\.ibmq\b/;

export function updateBadge(panel: NotebookPanel, enabled: boolean): void {
  panel.toggleClass(
    LEGACY,
    enabled &&
      cellModels(panel).some(
        model =>
          model.type === 'code' &&
          LEGACY_NAMES.test(model.sharedModel.getSource())
      )
  );
}

export function hasBadge(panel: NotebookPanel | null): boolean {
  return panel?.hasClass(LEGACY) ?? false;
}
