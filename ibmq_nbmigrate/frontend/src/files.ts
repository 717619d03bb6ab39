/** Wires the file browser's entries: a notebook to review, a folder to migrate. */

import {
  ILabShell,
  JupyterFrontEnd,
  JupyterFrontEndPlugin
} from '@jupyterlab/application';
import { MainAreaWidget } from '@jupyterlab/apputils';
import { URLExt } from '@jupyterlab/coreutils';
import { IFileBrowserFactory } from '@jupyterlab/filebrowser';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';

import { CommandIDs } from './commands';
import { FolderView } from './folder';
import { migrateIcon } from './icons';
import { widen } from './place';
import { Server } from './request';
import { DOMAIN, loadSettings } from './settings';

const PATH = {
  args: { type: 'object', properties: { path: { type: 'string' } } }
} as const;

export const filesPlugin: JupyterFrontEndPlugin<void> = {
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
    const { serverSettings, contents } = app.serviceManager;
    const server = new Server(serverSettings, trans);
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
          const content = new FolderView({
            path: contents.localPath(path),
            server,
            settings: settings.migration,
            trans,
            open: path => void open(path),
            // A page of ours, whole in itself: it is read in a tab of the browser.
            pageUrl: path =>
              URLExt.join(
                serverSettings.baseUrl,
                'files',
                URLExt.encodeParts(path)
              ),
            written: () => void browsers.tracker.currentWidget?.model.refresh()
          });
          const view = new MainAreaWidget({ content });
          view.id = `${content.id}-view`;
          view.toolbar.hide();
          app.shell.add(view, labShell ? 'main' : 'right');
          app.shell.activateById(view.id);
          if (!labShell) {
            widen(view);
          }
        }
      }
    });
  }
};
