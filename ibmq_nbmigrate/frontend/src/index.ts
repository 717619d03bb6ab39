/** Wires the panel, the badge and the folder conversion to JupyterLab and Notebook. */

import {
  ILabShell,
  ILayoutRestorer,
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { ICommandPalette, MainAreaWidget } from '@jupyterlab/apputils';
import { IFileBrowserFactory } from '@jupyterlab/filebrowser';
import { INotebookTracker } from '@jupyterlab/notebook';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import { hasBadge, updateBadge } from './badge';
import { ConversionView } from './convert';
import { migrateIcon } from './icons';
import { MigrationPanel } from './panel';
import { Server } from './request';
import { UserSettings } from './settings';

const PLUGIN = 'ibmq-nbmigrate:plugin';
const DOMAIN = 'ibmq_nbmigrate';
const NO_ARGS = { args: { type: 'object', properties: {} } } as const;

export namespace CommandIDs {
  export const open = 'ibmq-nbmigrate:open';
  export const scan = 'ibmq-nbmigrate:scan';
  export const next = 'ibmq-nbmigrate:next-change';
  export const previous = 'ibmq-nbmigrate:previous-change';
  export const accept = 'ibmq-nbmigrate:accept';
  export const reject = 'ibmq-nbmigrate:reject';
  export const acceptAll = 'ibmq-nbmigrate:accept-all';
  export const rejectAll = 'ibmq-nbmigrate:reject-all';
  export const reviewFile = 'ibmq-nbmigrate:review-file';
  export const convertFolder = 'ibmq-nbmigrate:convert-folder';
}

async function loadSettings(
  registry: ISettingRegistry | null
): Promise<UserSettings> {
  try {
    return new UserSettings((await registry?.load(PLUGIN)) ?? null);
  } catch (error) {
    console.error('ibmq-nbmigrate: the settings could not be loaded', error);
    return new UserSettings(null);
  }
}

const panelPlugin: JupyterFrontEndPlugin<void> = {
  id: PLUGIN,
  description:
    'Side panel that migrates the active notebook to qiskit-ibm-runtime.',
  autoStart: true,
  requires: [INotebookTracker],
  optional: [ITranslator, ISettingRegistry, ICommandPalette, ILayoutRestorer],
  activate: async (
    app: JupyterFrontEnd,
    tracker: INotebookTracker,
    translator: ITranslator | null,
    registry: ISettingRegistry | null,
    palette: ICommandPalette | null,
    restorer: ILayoutRestorer | null
  ) => {
    const trans = (translator ?? nullTranslator).load(DOMAIN);
    const server = new Server(app.serviceManager.serverSettings, trans);
    const settings = await loadSettings(registry);
    const panel = new MigrationPanel({ tracker, server, settings, trans });
    restorer?.add(panel, panel.id);
    app.shell.add(panel, 'right', { rank: 900 });

    const { commands } = app;
    const add = (id: string, label: string, execute: () => unknown) => {
      commands.addCommand(id, {
        label,
        isEnabled: () => tracker.currentWidget !== null,
        describedBy: NO_ARGS,
        execute
      });
      palette?.addItem({ command: id, category: trans.__('IBMQ Migration') });
    };
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
      execute: () => app.shell.activateById(panel.id)
    });
    palette?.addItem({
      command: CommandIDs.open,
      category: trans.__('IBMQ Migration')
    });
    add(CommandIDs.scan, trans.__('Scan Notebook Again'), () => panel.scan());
    add(CommandIDs.next, trans.__('Next Proposed Change'), () =>
      panel.review.move(1)
    );
    add(CommandIDs.previous, trans.__('Previous Proposed Change'), () =>
      panel.review.move(-1)
    );
    add(CommandIDs.accept, trans.__('Accept Proposed Change'), () =>
      panel.review.decideCurrent('accept')
    );
    add(CommandIDs.reject, trans.__('Reject Proposed Change'), () =>
      panel.review.decideCurrent('reject')
    );
    add(CommandIDs.acceptAll, trans.__('Accept All Proposed Changes'), () =>
      panel.review.decideAll('accept')
    );
    add(CommandIDs.rejectAll, trans.__('Reject All Proposed Changes'), () =>
      panel.review.decideAll('reject')
    );

    const mark = () => {
      tracker.forEach(notebook => updateBadge(notebook, settings.badge));
      commands.notifyCommandChanged(CommandIDs.open);
    };
    tracker.widgetAdded.connect((_, notebook) => {
      void notebook.context.ready.then(mark);
      notebook.context.saveState.connect(
        (_, state) => state === 'completed' && mark()
      );
    });
    settings.follow(mark);
  }
};

const convertPlugin: JupyterFrontEndPlugin<void> = {
  id: 'ibmq-nbmigrate:files',
  description:
    'File browser entries that migrate notebooks and folders of notebooks.',
  autoStart: true,
  requires: [IFileBrowserFactory],
  optional: [ITranslator, ISettingRegistry, ILabShell],
  activate: async (
    app: JupyterFrontEnd,
    browsers: IFileBrowserFactory,
    translator: ITranslator | null,
    registry: ISettingRegistry | null,
    labShell: ILabShell | null
  ) => {
    const trans = (translator ?? nullTranslator).load(DOMAIN);
    const server = new Server(app.serviceManager.serverSettings, trans);
    const settings = await loadSettings(registry);
    const { commands } = app;
    const selected = (type: string) => {
      const items = [
        ...(browsers.tracker.currentWidget?.selectedItems() ?? [])
      ];
      return items.length === 1 && items[0].type === type
        ? items[0].path
        : null;
    };
    const open = (path: string) =>
      commands.execute('docmanager:open', { path });
    const PATH = {
      args: { type: 'object', properties: { path: { type: 'string' } } }
    } as const;

    commands.addCommand(CommandIDs.reviewFile, {
      label: trans.__('Migrate IBMQ Notebook'),
      icon: migrateIcon,
      describedBy: PATH,
      isVisible: () => labShell !== null && selected('notebook') !== null,
      execute: async args => {
        const path = (args.path as string | undefined) ?? selected('notebook');
        if (path) {
          await open(path);
          await commands.execute(CommandIDs.open);
        }
      }
    });
    commands.addCommand(CommandIDs.convertFolder, {
      label: trans.__('Migrate IBMQ Notebooks to New Folder'),
      icon: migrateIcon,
      describedBy: PATH,
      isVisible: () => selected('directory') !== null,
      execute: args => {
        const path = (args.path as string | undefined) ?? selected('directory');
        if (path) {
          const content = new ConversionView({
            path: app.serviceManager.contents.localPath(path),
            server,
            settings: settings.migration,
            trans,
            open: path => void open(path)
          });
          const view = new MainAreaWidget({ content });
          view.id = `${content.id}-view`;
          view.toolbar.hide();
          app.shell.add(view, labShell ? 'main' : 'right');
          app.shell.activateById(view.id);
        }
      }
    });
  }
};

export default [panelPlugin, convertPlugin];
