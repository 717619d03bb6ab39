/** What the panel asks of the server extension (`ibmq_nbmigrate/server.py`). */

import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';
import { TranslationBundle } from '@jupyterlab/translation';

import { ReviewData } from './data';

/** The settings of a migration, by the names of the Python class `Settings`; null: its default. */
export interface MigrationSettings {
  target: string | null;
  channel: string | null;
  instance: string | null;
  instances: Record<string, string>;
  tokens: string | null;
  mark_manual: boolean;
}

/** What was chosen for one notebook or folder; null: as its project or the settings say. */
export interface Choices {
  target: string | null;
  channel: string | null;
  tokens?: string | null;
}

/** The settings that hold for a notebook or a folder. */
export interface Effective {
  settings: {
    target: string;
    channel: string;
    instance: string | null;
    tokens: string;
  };
  project: ReviewData['project'];
}

export interface SourceCell {
  id: string;
  type: string;
  source: string;
  tags: string[];
}

export interface Target {
  target: string;
  channels: string[];
}

export interface ConvertedNotebook {
  name: string;
  status: 'changed' | 'unchanged' | 'error';
  error: string | null;
  cells: number;
  counts: Record<'fixed' | 'review' | 'manual' | 'skipped', number>;
  /** Findings that wait for a person. */
  left: number;
  written: string | null;
  /** Where the report tells of this notebook. */
  anchor: string;
}

export interface Conversion {
  id: string;
  path: string;
  output: string;
  state: 'running' | 'done' | 'cancelled' | 'failed';
  message: string;
  done: number;
  total: number;
  /** The path of the report, once it is written. */
  report: string | null;
  notebooks: ConvertedNotebook[];
}

/** A run of a copy of the notebook, against stand-ins for IBM's devices. */
export interface Rehearsal {
  id: string;
  state: 'running' | 'done' | 'cancelled' | 'failed';
  message: string;
  /** How many code cells ran, and of how many. */
  ran: number;
  total: number;
  failures: {
    index: number;
    line: number | null;
    cause: string;
    error: string;
    blamed: boolean;
  }[];
}

/** A request that failed; the message is a sentence for the user. */
export class RequestError extends Error {}

export class Server {
  constructor(
    private readonly settings: ServerConnection.ISettings,
    private readonly trans: TranslationBundle
  ) {}

  async migrate(
    cells: SourceCell[],
    path: string,
    settings: MigrationSettings,
    choices: Choices
  ): Promise<ReviewData> {
    const body = { cells, path, settings, choices };
    const data = await this._request<ReviewData>('migrate', 'POST', body);
    if (!Array.isArray(data.cells)) {
      throw this._otherAnswer();
    }
    return data;
  }

  /** The settings that hold for the notebook or folder at `path`. */
  effective(
    path: string,
    settings: MigrationSettings,
    choices: Choices
  ): Promise<Effective> {
    return this._request('settings', 'POST', { path, settings, choices });
  }

  async explain(rule: string): Promise<string> {
    const route = `rules/${encodeURIComponent(rule)}`;
    return (await this._request<{ text: string }>(route, 'GET')).text;
  }

  startRehearsal(
    cells: SourceCell[],
    path: string,
    settings: MigrationSettings,
    choices: Choices
  ): Promise<Rehearsal> {
    const body = { cells, path, settings, choices };
    return this._request('rehearsals', 'POST', body);
  }

  rehearsal(id: string): Promise<Rehearsal> {
    return this._request(`rehearsals/${id}`, 'GET');
  }

  cancelRehearsal(id: string): Promise<Rehearsal> {
    return this._request(`rehearsals/${id}`, 'DELETE');
  }

  async targets(): Promise<Target[]> {
    return (await this._request<{ targets: Target[] }>('targets', 'GET'))
      .targets;
  }

  startConversion(
    path: string,
    settings: MigrationSettings,
    choices: Choices
  ): Promise<Conversion> {
    return this._request('conversions', 'POST', { path, settings, choices });
  }

  conversion(id: string): Promise<Conversion> {
    return this._request(`conversions/${id}`, 'GET');
  }

  cancelConversion(id: string): Promise<Conversion> {
    return this._request(`conversions/${id}`, 'DELETE');
  }

  private async _request<T>(
    route: string,
    method: string,
    body?: unknown
  ): Promise<T> {
    const url = URLExt.join(this.settings.baseUrl, 'ibmq-nbmigrate', route);
    const init: RequestInit = {
      method,
      ...(body ? { body: JSON.stringify(body) } : {})
    };
    let response: Response;
    let text: string;
    try {
      response = await ServerConnection.makeRequest(url, init, this.settings);
      text = await response.text();
    } catch {
      throw new RequestError(
        this.trans.__(
          'The Jupyter server does not answer. Check that it runs, then try again.'
        )
      );
    }
    let data: { message?: unknown } | null = null;
    try {
      data = JSON.parse(text);
    } catch {
      // An answer that is no JSON comes from something else than the extension: see below.
    }
    if (response.ok && data) {
      return data as T;
    }
    if (response.ok) {
      throw this._otherAnswer();
    }
    if (
      response.status === 404 &&
      !/(conversions|rehearsals|rules)\/./.test(route)
    ) {
      throw new RequestError(
        this.trans.__(
          'The server part of ibmq-nbmigrate is not running. Install ibmq-nbmigrate where the Jupyter server runs, then restart the server; `jupyter server extension list` shows whether it is enabled.'
        )
      );
    }
    if (response.status === 403 && typeof data?.message !== 'string') {
      throw new RequestError(
        this.trans.__('The server refused the request: log in again.')
      );
    }
    throw new RequestError(
      typeof data?.message === 'string'
        ? data.message
        : this.trans.__(
            'The server answered with an error (%1).',
            String(response.status)
          )
    );
  }

  /** Something between the browser and the extension answered: a login page, for example. */
  private _otherAnswer(): RequestError {
    return new RequestError(
      this.trans.__(
        'The server answered with an error: the answer did not come from ibmq-nbmigrate. Log in again, or restart the server.'
      )
    );
  }
}
