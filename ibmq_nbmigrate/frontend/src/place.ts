/** Where the panel stands: at the side, wide enough to read, or in the main area. */

import { ILabShell, JupyterFrontEnd } from '@jupyterlab/application';
import { SplitPanel, Widget } from '@lumino/widgets';

/** Pixels that a panel should have when it is first opened, and what it leaves to the rest. */
const WIDTH = 420;
const REST = 700;

/** Frames of the browser that the layout may take to show the panel. */
const FRAMES = 20;

/** Gives a panel at the side of its window the width to be read, as soon as it is laid out. */
export function widen(panel: Widget, frames = FRAMES): void {
  window.requestAnimationFrame(() => {
    if (!isWide(panel) && frames > 0) {
      widen(panel, frames - 1);
    }
  });
}

/** Makes the panel wider. Returns whether it is, or there is no room for it. */
function isWide(panel: Widget): boolean {
  let child: Widget = panel;
  while (child.parent && !(child.parent instanceof SplitPanel)) {
    child = child.parent;
  }
  const split = child.parent;
  if (!(split instanceof SplitPanel) || split.orientation !== 'horizontal') {
    return true;
  }
  const whole = split.node.clientWidth;
  const width = child.node.clientWidth;
  if (width >= WIDTH - 2 || whole < WIDTH + REST) {
    return true;
  }
  const sizes = split.relativeSizes();
  const mine = split.widgets.indexOf(child);
  const widest = sizes.indexOf(Math.max(...sizes));
  if (width > 0 && mine !== widest) {
    const more = WIDTH / whole - sizes[mine];
    sizes[mine] += more;
    sizes[widest] -= more;
    split.setRelativeSizes(sizes);
  }
  return false;
}

/** Moves the panel from the side to the main area, or back. */
export function move(
  panel: Widget,
  app: JupyterFrontEnd,
  labShell: ILabShell
): void {
  const isInMain = Array.from(labShell.widgets('main')).includes(panel);
  panel.title.closable = !isInMain;
  panel.title.label = isInMain ? '' : panel.title.caption;
  if (isInMain) {
    app.shell.add(panel, 'right', { rank: 900 });
  } else {
    app.shell.add(panel, 'main', { mode: 'split-right' });
  }
  app.shell.activateById(panel.id);
}
