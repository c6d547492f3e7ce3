import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import ts from '@tslab/typescript-for-tslab';
import * as jupyter from 'tslab/dist/jupyter.js';
import type { Outcome, Session } from './session';

type Message = Parameters<jupyter.ZmqServer['handleExecute']>[1];
type Bundle = Record<string, unknown>;

class Handler extends jupyter.JupyterHandlerImpl {
  override handleKernel(): ReturnType<jupyter.JupyterHandlerImpl['handleKernel']> {
    const info = super.handleKernel();
    info.language_info.version = ts.version;
    return Object.assign(info, { status: 'ok', implementation_version: '1.0.22', help_links: [] });
  }

  override handleIsComplete(
    request: Parameters<jupyter.JupyterHandlerImpl['handleIsComplete']>[0],
  ): ReturnType<jupyter.JupyterHandlerImpl['handleIsComplete']> {
    const reply = super.handleIsComplete(request);
    if (reply.status !== 'complete') return reply;
    const source = ts.createSourceFile('cell.ts', request.code, ts.ScriptTarget.ESNext, false);
    const { parseDiagnostics } = source as unknown as { parseDiagnostics: unknown[] };
    return parseDiagnostics.length ? { status: 'invalid' } : reply;
  }
}

/** tslab's server, made to publish errors and results. */
export class KernelServer extends jupyter.ZmqServer {
  constructor(
    private readonly session: Session,
    connectionFile: string,
  ) {
    const execute = (code: string): Promise<boolean> => this.execute(code);
    super(new Handler({ ...session.executor, execute }, false), connectionFile);
  }

  private outcome: Outcome = { kind: 'nothing' };
  private count = 0;

  private async execute(code: string): Promise<boolean> {
    this.outcome = await this.session.run(code);
    return this.outcome.kind !== 'thrown' && this.outcome.kind !== 'diagnostics';
  }

  override async handleExecute(socket: unknown, message: Message): Promise<void> {
    const publish = (type: string, content: object): void => this.publish(message, type, content);
    (globalThis as Record<symbol, unknown>)[Symbol.for('autoencoders.kernel')] = {
      display: (data: Bundle, metadata: Bundle = {}) => display(publish, data, metadata),
      clearOutput: (wait = false) => publish('clear_output', { wait }),
    };
    const code = (message.content as { code: string }).code;
    publish('execute_input', { code, execution_count: this.count + 1 });
    const content = await this.handler.handleExecute(
      message.content as Parameters<jupyter.JupyterHandlerImpl['handleExecute']>[0],
      (name, text) => publish('stream', { name, text }),
      (data, update) => publish(update ? 'update_display_data' : 'display_data', data),
    );
    this.count = content.execution_count ?? this.count;
    const failure = toFailure(this.outcome);
    if (content.status === 'ok') {
      if (this.outcome.kind === 'value') {
        const data = { 'text/plain': inspect(this.outcome.value) };
        publish('execute_result', { execution_count: this.count, data, metadata: {} });
      }
      Object.assign(content, { user_expressions: {} });
    } else if (failure) {
      publish('error', failure);
      (this.handler as unknown as { execQueue: { reset(): void } }).execQueue.reset();
      Object.assign(content, failure);
    }
    const reply = message.createReply();
    reply.header.msg_type = 'execute_reply';
    reply.content = content;
    reply.signAndSend(this.connInfo.key, socket);
  }

  private publish(parent: Message, type: string, content: object): void {
    const message = parent.createReply();
    message.header.msg_type = type;
    message.content = content;
    message.signAndSend(this.connInfo.key, this.iopub);
  }
}

function display(publish: (type: string, content: object) => void, data: Bundle, metadata: Bundle) {
  const transient = { display_id: randomUUID() };
  publish('display_data', { data, metadata, transient });
  return {
    update: (next: Bundle) => publish('update_display_data', { data: next, metadata, transient }),
  };
}

function toFailure(outcome: Outcome): { ename: string; evalue: string; traceback: string[] } | undefined {
  if (outcome.kind === 'diagnostics')
    return { ename: 'TypeScriptError', evalue: outcome.lines[0] ?? '', traceback: outcome.lines };
  if (outcome.kind !== 'thrown') return undefined;
  const { name, message, stack } = (outcome.error ?? {}) as Partial<Error>;
  const trace = (stack ?? String(outcome.error)).split('\n').filter((line) => !/tslab|node:/.test(line));
  return { ename: name ?? 'Error', evalue: message ?? String(outcome.error), traceback: trace };
}
