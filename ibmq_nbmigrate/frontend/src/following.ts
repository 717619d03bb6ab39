/** Notebook and cards follow each other, without taking the focus from where it is. */

import { Notebook, NotebookPanel } from '@jupyterlab/notebook';

import { ReviewCell } from './data';
import { showCell } from './live';
import { Review } from './review';

const FOLLOW_MS = 120;

export class Following {
  constructor(
    /** The panel that holds the cards. */
    private readonly node: HTMLElement,
    private readonly review: () => Review
  ) {}

  /** Turns from one notebook to another. */
  turn(panel: NotebookPanel | null): void {
    this.panel?.content.activeCellChanged.disconnect(this.toCard, this);
    this.panel = panel;
    panel?.content.activeCellChanged.connect(this.toCard, this);
  }

  /** Shows the cell of a card at once. */
  reveal(cell: ReviewCell): void {
    window.clearTimeout(this.timer);
    if (this.panel) {
      showCell(this.panel, cell.id);
    }
  }

  /** Shows the cell of a card, though not of all that one passes by, nor once one left the cards. */
  moved(cell: ReviewCell): void {
    window.clearTimeout(this.timer);
    const { panel } = this;
    this.timer = window.setTimeout(() => {
      const isHere = this.node.contains(document.activeElement);
      if (panel && panel === this.panel && !panel.isDisposed && isHere) {
        showCell(panel, cell.id);
      }
    }, FOLLOW_MS);
  }

  /** The card of the cell that became active in the notebook becomes the current one. */
  private toCard(notebook: Notebook): void {
    if (!this.node.contains(document.activeElement)) {
      this.review().follow(notebook.activeCell?.model.id ?? null);
    }
  }

  private panel: NotebookPanel | null = null;
  private timer = 0;
}
