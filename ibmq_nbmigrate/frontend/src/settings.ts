/** The user's settings (`schema/plugin.json`), typed. */

import { ISettingRegistry } from '@jupyterlab/settingregistry';

import { MigrationSettings } from './request';
import { FILTERS, Filter } from './bar';

export const DOMAIN = 'ibmq_nbmigrate';
const PLUGIN = 'ibmq-nbmigrate:plugin';

export async function loadSettings(
  registry: ISettingRegistry | null
): Promise<UserSettings> {
  try {
    return new UserSettings((await registry?.load(PLUGIN)) ?? null);
  } catch (error) {
    console.error('ibmq-nbmigrate: the settings could not be loaded', error);
    return new UserSettings(null);
  }
}

export class UserSettings {
  constructor(private readonly source: ISettingRegistry.ISettings | null) {}

  /** What is sent to the server. */
  get migration(): MigrationSettings {
    const instances = this._get('instances');
    return {
      target: this._text('target'),
      channel: this._text('channel'),
      instance: this._text('instance'),
      instances:
        instances && typeof instances === 'object'
          ? (instances as Record<string, string>)
          : {},
      tokens: this._text('tokens'),
      mark_manual: this._get('markManual') !== false
    };
  }

  get show(): Filter {
    return FILTERS.find(filter => filter === this._get('show')) ?? 'changed';
  }

  get badge(): boolean {
    return this._get('badge') !== false;
  }

  /** Calls `slot` now and after each change. */
  follow(slot: () => void): void {
    this.source?.changed.connect(slot);
    slot();
  }

  private _text(name: string): string | null {
    const value = this._get(name);
    return typeof value === 'string' && value.trim() !== ''
      ? value.trim()
      : null;
  }

  private _get(name: string): unknown {
    return this.source?.composite[name];
  }
}
