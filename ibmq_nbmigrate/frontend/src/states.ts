/**
 * Where each reported cell stands, read from the live text. So it holds whoever changed the cell: the panel,
 * an undo, or the user's typing.
 */

import { ICellModel } from '@jupyterlab/cells';
import { NotebookPanel } from '@jupyterlab/notebook';
import { TranslationBundle } from '@jupyterlab/translation';

import { CardState } from './card';
import { ReviewCell, isChanged } from './data';
import { cellModels, isLocked, isReadOnly, sourceOf } from './live';
import { Session } from './session';

export interface CellStanding {
  cell: ReviewCell;
  state: CardState;
  ticked: ReadonlySet<string>;
}

export function standings(
  session: Session,
  panel: NotebookPanel,
  trans: TranslationBundle
): CellStanding[] {
  const live = new Map(cellModels(panel).map(model => [model.id, model]));
  const readOnly = isReadOnly(panel);
  return (session.data?.cells ?? []).map(cell => {
    const model = live.get(cell.id ?? '');
    return {
      cell,
      state: stateOf(session, cell, model, readOnly, trans),
      ticked: model ? session.ticked(model) : new Set()
    };
  });
}

function stateOf(
  session: Session,
  cell: ReviewCell,
  model: ICellModel | undefined,
  readOnly: boolean,
  trans: TranslationBundle
): CardState {
  if (!model) {
    return {
      state: 'blocked',
      label: trans.__('Gone'),
      note: trans.__('This cell is no longer in the notebook.')
    };
  }
  const source = sourceOf(model);
  if (isChanged(cell) && source === cell.after) {
    session.recognize(cell, source);
    return { state: 'accepted' };
  }
  const { accepted } = session.memory(model.id);
  const isOurs = accepted?.text === source && accepted.before === cell.before;
  if (source !== cell.before && !isOurs) {
    return {
      state: 'blocked',
      label: trans.__('Edited since'),
      note: trans.__('This cell was edited since the scan. Scan again.')
    };
  }
  if (readOnly) {
    return { state: 'blocked' };
  }
  if (isLocked(model)) {
    return {
      state: 'blocked',
      label: trans.__('Locked'),
      note: trans.__('This cell is locked (not editable).')
    };
  }
  const hunks = session.hunks(cell, source);
  if (isOurs && accepted && source !== cell.before) {
    return accepted.after === cell.after
      ? ofAccepted(accepted.text, hunks, trans)
      : {
          state: 'open',
          note: trans.__(
            'Accepted before, for other settings: accept again to bring the cell up to date.'
          )
        };
  }
  return {
    state: session.isRejected(model) ? 'rejected' : 'open',
    ...(hunks.includes('rejected') ? { hunks } : {})
  };
}

/** A cell that has a text which we put there, but not that of the whole proposal. */
function ofAccepted(
  text: string,
  hunks: CardState['hunks'] & object,
  trans: TranslationBundle
): CardState {
  if (hunks.every(state => state === 'open')) {
    return { state: 'accepted', label: trans.__('Accepted, edited'), text };
  }
  return hunks.includes('open')
    ? { state: 'partial', hunks }
    : { state: 'accepted', label: trans.__('Accepted in part'), hunks };
}
