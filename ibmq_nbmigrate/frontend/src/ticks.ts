/** Findings that a person has ticked off: remembered, and noted in their cells. */

import { ICellModel } from '@jupyterlab/cells';
import { NotebookPanel } from '@jupyterlab/notebook';

import { Finding, ReviewCell, ReviewData, keyOf } from './data';
import { leftOf } from './left';
import { cellModels, isReadOnly, sourceOf } from './live';
import { Memories } from './memories';
import { Notes, readNotes, writeNotes } from './notes';

/** The findings of a cell that are ticked off, by `keyOf`. */
export function ticksOf(memories: Memories, model: ICellModel): Set<string> {
  return new Set([
    ...(memories.get(model.id).ticked ?? []),
    ...(readNotes(model).looked ?? [])
  ]);
}

/** Ticks a finding off, or takes the tick back. */
export function setTick(
  memories: Memories,
  model: ICellModel,
  finding: Finding,
  done: boolean
): void {
  const key = keyOf(finding);
  const { ticked = [] } = memories.get(model.id);
  const others = ticked.filter(other => other !== key);
  memories.update(model.id, { ticked: done ? [...others, key] : others });
}

/** The notes of a cell after a finding of it was ticked off, or the tick was taken back. */
export function notesAfterTick(
  notes: Notes,
  model: ICellModel,
  cell: ReviewCell,
  finding: Finding,
  done: boolean
): Notes {
  const key = keyOf(finding);
  const left = (notes.left ?? []).filter(other => keyOf(other) !== key);
  const looked = (notes.looked ?? []).filter(other => other !== key);
  // A finding that the notebook's own text does not tell of is only noted as long as it is left.
  const noted =
    finding.left ||
    (finding.status === 'review' && sourceOf(model) !== cell.before);
  return {
    ...notes,
    left: noted && !done ? [...left, leftOf(finding, cell)] : left,
    looked: !noted && done ? [...looked, key] : looked
  };
}

/** Drops ticks of findings that are settled. */
export function dropOldTicks(panel: NotebookPanel, data: ReviewData): void {
  if (isReadOnly(panel)) {
    return;
  }
  const cells = new Map(data.cells.map(cell => [cell.id, cell]));
  for (const model of cellModels(panel)) {
    const notes = readNotes(model);
    const keys = cells.get(model.id)?.findings.map(keyOf) ?? [];
    const looked = notes.looked?.filter(key => keys.includes(key));
    if (looked?.length !== notes.looked?.length) {
      writeNotes(model, { ...notes, looked });
    }
  }
}
