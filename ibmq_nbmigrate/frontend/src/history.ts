/** The decisions of a session, one after the other, to take them back. */

import { ICellModel } from '@jupyterlab/cells';
import { NotebookPanel } from '@jupyterlab/notebook';

import { ReviewCell } from './data';
import {
  cellModels,
  isLocked,
  isReadOnly,
  replaceSource,
  setTags,
  sourceOf,
  tagsOf
} from './live';
import { Memories, Memory } from './memories';
import { Notes, readNotes, writeNotes } from './notes';

interface Snapshot {
  source: string;
  tags: string[];
  notes: Notes;
  memory: Memory;
}

/** A decision: each of its cells before and after. */
type Step = { id: string; before: Snapshot; after: Snapshot }[];

export class History {
  constructor(private readonly memories: Memories) {}

  get length(): number {
    return this.steps.length;
  }

  clear(): void {
    this.steps = [];
  }

  /** Carries a decision out, and remembers it if it changed anything. */
  step(
    panel: NotebookPanel,
    cells: ReviewCell[],
    change: (model: ICellModel, cell: ReviewCell) => void
  ): void {
    const models = new Map(cellModels(panel).map(model => [model.id, model]));
    const step: Step = [];
    for (const cell of cells) {
      const model = models.get(cell.id ?? '');
      if (model) {
        const before = this.snapshot(model);
        change(model, cell);
        const after = this.snapshot(model);
        if (JSON.stringify(before) !== JSON.stringify(after)) {
          step.push({ id: model.id, before, after });
        }
      }
    }
    if (step.length > 0) {
      this.steps.push(step);
    }
  }

  /** Takes the last decision back of which anything is left; the ids of its cells. */
  undo(panel: NotebookPanel): string[] {
    while (this.steps.length > 0) {
      const ids = (this.steps.pop() ?? []).flatMap(({ id, before, after }) => {
        const model = cellModels(panel).find(model => model.id === id);
        // A cell that was edited or undone since is no longer this decision's.
        if (!model || sourceOf(model) !== after.source || isLocked(model)) {
          return [];
        }
        this.restore(panel, model, before, after);
        return [id];
      });
      if (ids.length > 0) {
        return ids;
      }
    }
    return [];
  }

  private restore(
    panel: NotebookPanel,
    model: ICellModel,
    { source, tags, notes, memory }: Snapshot,
    after: Snapshot
  ): void {
    this.memories.set(model.id, memory);
    if (isReadOnly(panel)) {
      return;
    }
    if (String(after.tags) === String(tagsOf(model))) {
      setTags(model, tags);
    }
    if (source !== sourceOf(model)) {
      replaceSource(model, source, notes);
    } else {
      writeNotes(model, notes);
    }
  }

  private snapshot(model: ICellModel): Snapshot {
    return {
      source: sourceOf(model),
      tags: tagsOf(model),
      notes: readNotes(model),
      memory: this.memories.get(model.id)
    };
  }

  private steps: Step[] = [];
}
