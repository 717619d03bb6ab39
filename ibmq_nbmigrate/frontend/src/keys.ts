/** The keys of a review whose host has no shortcuts of its own. */

import { Action } from './card';

export interface Keyed {
  move(step: 1 | -1): void;
  decideCurrent(action: Action): void;
  editCurrent(): void;
  undo(): void;
  revealCurrent(): void;
}

/** Turns keys that are pressed within a node into calls. */
export function followKeys(node: HTMLElement, review: Keyed): void {
  const actions: Record<string, () => void> = {
    n: () => review.move(1),
    j: () => review.move(1),
    p: () => review.move(-1),
    k: () => review.move(-1),
    a: () => review.decideCurrent('accept'),
    r: () => review.decideCurrent('reject'),
    u: () => review.decideCurrent('reset'),
    e: () => review.editCurrent(),
    Enter: () => review.revealCurrent()
  };
  node.addEventListener('keydown', event => {
    const withControl = event.ctrlKey || event.metaKey;
    const isUndo = withControl && !event.shiftKey && event.key === 'z';
    const action = isUndo
      ? () => review.undo()
      : withControl || event.altKey
        ? undefined
        : actions[event.key];
    const target = event.target as Element;
    const isOwn =
      event.key === 'Enter' &&
      target.closest('button, a, select, input') !== null;
    if (action && !isOwn && !event.altKey && !event.defaultPrevented) {
      event.preventDefault();
      event.stopPropagation();
      action();
    }
  });
}
