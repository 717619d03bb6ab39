/**
 * The review of one notebook, from its first scan on: each cell's text as it was scanned, and what was
 * decided on it. A scan is made of the text before of what was accepted and of the live text of the
 * rest, so that it finds the same whatever was decided in between.
 */

import { ICellModel } from '@jupyterlab/cells';
import { NotebookPanel } from '@jupyterlab/notebook';

import { Filter } from './bar';
import { Action } from './card';
import { Finding, ReviewCell, ReviewData, hash, keyOf } from './data';
import { HunkState } from './diff';
import { History } from './history';
import { compose } from './hunks';
import { leftOf, withLeft } from './left';
import {
  cellModels,
  isLocked,
  isReadOnly,
  readCells,
  replaceSource,
  setTags,
  sourceOf,
  tagsOf
} from './live';
import { Memories, Memory } from './memories';
import { readNotes, writeNotes } from './notes';
import { SourceCell } from './request';
import { dropOldTicks, notesAfterTick, setTick, ticksOf } from './ticks';

const KEEP = 'ibmq-migrate-keep';

export class Session {
  data: ReviewData | null = null;
  /** What was chosen for this notebook; null: as the project or the settings say. */
  choices: { target: string | null; channel: string | null } = {
    target: null,
    channel: null
  };
  filter: Filter | null = null;

  /** The cells to scan, given those that stand in the notebook now. */
  toScan(cells: SourceCell[]): SourceCell[] {
    this._memories.findAgain(cells);
    return cells.map(cell => {
      const { accepted } = this.memory(cell.id);
      return accepted?.text === cell.source
        ? { ...cell, source: accepted.before }
        : cell;
    });
  }

  /** Takes the result of a scan of these live cells. */
  take(cells: SourceCell[], data: ReviewData, panel: NotebookPanel): void {
    this._scanned = cells;
    this.data = withLeft(
      data,
      cellModels(panel),
      model => this.memory(model.id).accepted?.text === sourceOf(model)
    );
    dropOldTicks(panel, this.data);
  }

  /** Finds the remembered cells again after the notebook was closed and opened. */
  reopen(cells: SourceCell[]): void {
    this._memories.findAgain(cells);
    this._memories.keep(cells);
    this._history.clear();
    this.data = null;
  }

  memory(id: string | null): Memory {
    return this._memories.get(id);
  }

  /** Whether cells were added, removed, moved or edited since the scan, other than by a decision. */
  isOutdated(panel: NotebookPanel): boolean {
    const now = readCells(panel);
    const found = new Map(this.data?.cells.map(cell => [cell.id, cell]));
    return (
      now.length !== this._scanned.length ||
      now.some(({ id, type, source, tags }, index) => {
        const then = this._scanned[index];
        const cell = found.get(id);
        const ours = [
          then.source,
          cell?.before,
          cell?.after,
          this.memory(id).accepted?.text
        ];
        return (
          then.id !== id ||
          then.type !== type ||
          String(then.tags) !== String(tags) ||
          !ours.includes(source)
        );
      })
    );
  }

  /** Whether other cells stand there now, as after the file was read again. */
  isReplaced(panel: NotebookPanel): boolean {
    const ids = new Set(this._scanned.map(({ id }) => id));
    const models = cellModels(panel);
    return (
      ids.size > 0 && models.length > 0 && !models.some(({ id }) => ids.has(id))
    );
  }

  decide(panel: NotebookPanel, cells: ReviewCell[], action: Action): void {
    const carryOut = {
      accept: this._accept,
      reject: this._reject,
      reset: this._reset
    }[action];
    this._step(panel, cells, (model, cell) => carryOut.call(this, model, cell));
  }

  decideHunk(
    panel: NotebookPanel,
    cell: ReviewCell,
    hunk: number,
    action: Action
  ): void {
    this._step(panel, [cell], model => {
      const states = this.hunks(cell, sourceOf(model)).slice();
      states[hunk] = action === 'accept' ? 'accepted' : 'rejected';
      if (states.every(state => state === 'rejected')) {
        this._reject(model, cell);
      } else {
        this._setHunks(model, cell, states);
      }
    });
  }

  acceptText(panel: NotebookPanel, cell: ReviewCell, text: string): void {
    this._step(panel, [cell], model => this._put(model, cell, text));
  }

  /** Tags a cell so that no later run changes it. */
  keep(panel: NotebookPanel, cell: ReviewCell): void {
    this._step(panel, [cell], model => {
      if (!this._readOnly) {
        setTags(model, [...tagsOf(model), KEEP]);
      }
    });
  }

  tick(
    panel: NotebookPanel,
    cell: ReviewCell,
    finding: Finding,
    done: boolean
  ): void {
    this._step(panel, [cell], model => {
      setTick(this._memories, model, finding, done);
      if (!isReadOnly(panel)) {
        const notes = readNotes(model);
        writeNotes(model, notesAfterTick(notes, model, cell, finding, done));
      }
    });
  }

  ticked(model: ICellModel): Set<string> {
    return ticksOf(this._memories, model);
  }

  isRejected(model: ICellModel): boolean {
    const now = hash(sourceOf(model));
    return (
      this.memory(model.id).rejected === now ||
      readNotes(model).rejected === now
    );
  }

  /** What became of each hunk of a cell whose text is `source` now. */
  hunks(cell: ReviewCell, source: string): readonly HunkState[] {
    const { hunks } = this.memory(cell.id);
    const states =
      hunks?.after === cell.after
        ? hunks.states
        : cell.hunks.map((): HunkState => 'open');
    // Undone in the cell itself: what was accepted is not any more.
    return source === cell.before
      ? states.map(state => (state === 'accepted' ? 'open' : state))
      : states;
  }

  /** Remembers a cell that has the proposed text without our doing: by an undo or a redo, say. */
  recognize(cell: ReviewCell, source: string): void {
    if (this.memory(cell.id).accepted?.text !== source && cell.id) {
      const { before, after } = cell;
      this._memories.update(cell.id, {
        accepted: { before, after, text: source }
      });
    }
  }

  get canUndo(): boolean {
    return this._history.length > 0;
  }

  /** Takes the last decision back that can be taken back; the ids of the cells that it was about. */
  undo(panel: NotebookPanel): string[] {
    return this._history.undo(panel);
  }

  private _step(
    panel: NotebookPanel,
    cells: ReviewCell[],
    change: (model: ICellModel, cell: ReviewCell) => void
  ): void {
    this._readOnly = isReadOnly(panel);
    this._history.step(panel, cells, change);
  }

  private _accept(model: ICellModel, cell: ReviewCell): void {
    const states = this.hunks(cell, sourceOf(model));
    this._setHunks(
      model,
      cell,
      states.map(state => (state === 'rejected' ? state : 'accepted'))
    );
  }

  private _setHunks(
    model: ICellModel,
    cell: ReviewCell,
    states: readonly HunkState[]
  ): void {
    const wanted = states.flatMap((state, number) =>
      state === 'accepted' ? [number] : []
    );
    if (wanted.length === 0 && sourceOf(model) === cell.before) {
      this._memories.update(model.id, { hunks: { after: cell.after, states } });
    } else if (this._put(model, cell, compose(cell, new Set(wanted)))) {
      this._memories.update(model.id, { hunks: { after: cell.after, states } });
    }
  }

  /** Puts a text in the place of a cell's own or of one accepted before. */
  private _put(model: ICellModel, cell: ReviewCell, text: string): boolean {
    const now = sourceOf(model);
    const ours = [cell.before, this.memory(model.id).accepted?.text];
    if (!ours.includes(now) || this._readOnly || isLocked(model)) {
      return false;
    }
    const { before, after } = cell;
    this._memories.update(model.id, {
      accepted: { before, after, text },
      hunks: undefined,
      rejected: undefined
    });
    if (text !== now) {
      const { rejected: _, ...notes } = readNotes(model);
      const ticked = this.ticked(model);
      const left = cell.findings
        .filter(f => f.status === 'review' && !ticked.has(keyOf(f)))
        .map(finding => leftOf(finding, cell));
      const stale = model.type === 'code' && hasOutputs(model);
      replaceSource(model, text, { ...notes, left, stale });
    }
    return true;
  }

  private _reject(model: ICellModel, cell: ReviewCell): void {
    const now = sourceOf(model);
    if (now === cell.before) {
      this._memories.update(model.id, {
        rejected: hash(now),
        hunks: undefined
      });
      if (!this._readOnly) {
        writeNotes(model, { ...readNotes(model), rejected: hash(now) });
      }
    } else {
      // Some of its changes are accepted: these stay, the others are left out.
      const states = this.hunks(cell, now);
      this._setHunks(
        model,
        cell,
        states.map(state => (state === 'accepted' ? state : 'rejected'))
      );
    }
  }

  private _reset(model: ICellModel, cell: ReviewCell): void {
    const { accepted, ticked } = this.memory(model.id);
    const { rejected: _, left: __, stale: ___, ...notes } = readNotes(model);
    const now = sourceOf(model);
    if (now === accepted?.text && !this._readOnly && !isLocked(model)) {
      replaceSource(model, cell.before, notes);
    } else if (!this._readOnly) {
      writeNotes(model, { ...readNotes(model), rejected: undefined });
    }
    this._memories.set(model.id, { ticked });
  }

  private _scanned: SourceCell[] = [];
  private readonly _memories = new Memories();
  private readonly _history = new History(this._memories);
  private _readOnly = false;
}

function hasOutputs(model: ICellModel): boolean {
  const { outputs } = model as unknown as { outputs?: { length: number } };
  return (outputs?.length ?? 0) > 0;
}
