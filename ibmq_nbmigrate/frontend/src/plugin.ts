/** Wires the panel and the badge to JupyterLab and Notebook. */

import {
  ILabShell,
  ILayoutRestorer,
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { INotebookTracker } from '@jupyterlab/notebook';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import {
  ITranslator,
  TranslationBundle,
  nullTranslator
} from '@jupyterlab/translation';
import { CommandRegistry } from '@lumino/commands';

import { hasBadge, updateBadge } from './badge';
import { CommandIDs, NO_ARGS } from './commands';
import { migrateIcon } from './icons';
import { MigrationPanel } from './panel';
import { move, widen } from './place';
import { followReplaceButtons } from './replace';
import { Server } from './request';
import { DOMAIN, UserSettings, loadSettings } from './settings';
import { followStale } from './stale';

/** How long nobody has typed before a notebook is looked through for its badge. */
const REST_MS = 1000;

const KEYS: Record<string, string> = {
  accept: CommandIDs.accept,
  reject: CommandIDs.reject,
  reset: CommandIDs.reset,
  edit: CommandIDs.edit,
  next: CommandIDs.next,
  previous: CommandIDs.previous,
  reveal: CommandIDs.reveal,
  undo: CommandIDs.undo
};

export const panelPlugin: JupyterFrontEndPlugin<void> = {
  id: 'ibmq-nbmigrate:plugin',
  description:
    'Side panel that migrates the active notebook to qiskit-ibm-runtime.',
  autoStart: true,
  requires: [INotebookTracker],
  optional: [
    ITranslator,
    ISettingRegistry,
    ICommandPalette,
    ILayoutRestorer,
    ILabShell
  ],
  activate: async (
    app: JupyterFrontEnd,
    tracker: INotebookTracker,
    translator: ITranslator | null,
    registry: ISettingRegistry | null,
    palette: ICommandPalette | null,
    restorer: ILayoutRestorer | null,
    labShell: ILabShell | null
  ) => {
    const trans = (translator ?? nullTranslator).load(DOMAIN);
    const settings = await loadSettings(registry);
    const { commands, serviceManager } = app;
    const panel = new MigrationPanel({
      tracker,
      server: new Server(serviceManager.serverSettings, trans),
      settings,
      trans,
      contents: serviceManager.contents,
      open: path => void commands.execute('docmanager:open', { path }),
      keyOf: action => keystroke(commands, KEYS[action]),
      move: labShell ? () => move(panel, app, labShell) : undefined
    });
    restorer?.add(panel, panel.id);
    app.shell.add(panel, 'right', { rank: 900 });
    addCommands(app, panel, tracker, trans, palette);
    followNotebooks(app, tracker, settings, trans);
  }
};

/** The first key that a command has, as it is written in menus. */
function keystroke(commands: CommandRegistry, id: string): string | null {
  const binding = commands.keyBindings.find(({ command }) => command === id);
  return binding
    ? binding.keys.map(key => CommandRegistry.formatKeystroke(key)).join(' ')
    : null;
}

function addCommands(
  app: JupyterFrontEnd,
  panel: MigrationPanel,
  tracker: INotebookTracker,
  trans: TranslationBundle,
  palette: ICommandPalette | null
): void {
  const { commands } = app;
  const { review } = panel;
  const category = trans.__('IBMQ Migration');
  const isEnabled = () => tracker.currentWidget !== null;
  let isFirst = true;
  commands.addCommand(CommandIDs.open, {
    label: trans.__('Migrate IBMQ Notebook'),
    caption: () =>
      hasBadge(tracker.currentWidget)
        ? trans.__(
            'This notebook uses the retired IBMQ provider: review its migration'
          )
        : trans.__('Review the migration from IBMQ to Qiskit Runtime'),
    icon: migrateIcon,
    describedBy: NO_ARGS,
    execute: () => {
      app.shell.activateById(panel.id);
      if (isFirst) {
        isFirst = false;
        widen(panel);
      }
    }
  });
  palette?.addItem({ command: CommandIDs.open, category });
  const add = (id: string, label: string, execute: () => unknown) => {
    commands.addCommand(id, {
      label,
      isEnabled,
      describedBy: NO_ARGS,
      execute
    });
    palette?.addItem({ command: id, category });
  };
  add(CommandIDs.scan, trans.__('Scan Notebook Again'), () => panel.scan());
  add(CommandIDs.next, trans.__('Next Proposed Change'), () => review.move(1));
  add(CommandIDs.previous, trans.__('Previous Proposed Change'), () =>
    review.move(-1)
  );
  add(CommandIDs.accept, trans.__('Accept Proposed Change'), () =>
    review.decideCurrent('accept')
  );
  add(CommandIDs.reject, trans.__('Reject Proposed Change'), () =>
    review.decideCurrent('reject')
  );
  add(CommandIDs.reset, trans.__('Take Back Decision on Change'), () =>
    review.decideCurrent('reset')
  );
  add(CommandIDs.edit, trans.__('Edit Proposed Change'), () =>
    review.editCurrent()
  );
  add(CommandIDs.reveal, trans.__('Show Cell of Proposed Change'), () =>
    review.revealCurrent()
  );
  add(CommandIDs.undo, trans.__('Undo Last Decision'), () => review.undo());
  add(CommandIDs.save, trans.__('Save Reviewed Notebook'), () =>
    tracker.currentWidget?.context.save()
  );
  add(CommandIDs.acceptAll, trans.__('Accept All Proposed Changes'), () =>
    review.decideAll('accept')
  );
  add(CommandIDs.rejectAll, trans.__('Reject All Proposed Changes'), () =>
    review.decideAll('reject')
  );
  if (panel.canMove) {
    add(CommandIDs.move, trans.__('Review in Main Area or at the Side'), () =>
      panel.move()
    );
  }
}

/** Keeps the marks of the notebooks themselves: the badge, and which outputs are old. */
function followNotebooks(
  app: JupyterFrontEnd,
  tracker: INotebookTracker,
  settings: UserSettings,
  trans: TranslationBundle
): void {
  const mark = () => {
    tracker.forEach(notebook => updateBadge(notebook, settings.badge));
    app.commands.notifyCommandChanged(CommandIDs.open);
  };
  let timer = 0;
  const markAtRest = () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(mark, REST_MS);
  };
  followReplaceButtons(tracker);
  tracker.widgetAdded.connect((_, notebook) => {
    void notebook.context.ready.then(() => {
      mark();
      followStale(notebook, trans);
    });
    notebook.context.model.contentChanged.connect(markAtRest);
  });
  settings.follow(mark);
}
