import { readFileSync } from 'node:fs';
import * as zmq from 'zeromq';
import { formatMessage, parseMessage, type Message } from './message';

interface Connection {
  transport: string;
  ip: string;
  key: string;
  shell_port: number;
  control_port: number;
  stdin_port: number;
  iopub_port: number;
  hb_port: number;
}

/** First byte of a new subscriber's message. */
const SUBSCRIBE = 1;

/** A channel on which clients send requests and receive replies. */
export type Channel = 'shell' | 'control' | 'stdin';

/** Jupyter's five sockets, bound to the addresses in the connection file. */
export class Sockets {
  private readonly routers = { shell: new zmq.Router(), control: new zmq.Router(), stdin: new zmq.Router() };
  private readonly iopub = new zmq.XPublisher({ verbosity: 'allSubs' });
  private readonly heartbeat = new zmq.Reply();
  private readonly connection: Connection;
  private sending: Promise<unknown> = Promise.resolve();

  /** @param connectionFile path of the JSON file that Jupyter wrote */
  constructor(connectionFile: string) {
    this.connection = JSON.parse(readFileSync(connectionFile, 'utf8')) as Connection;
  }

  /** Binds the sockets and passes each valid message to `receive`; an invalid one is dropped and logged. */
  async open(receive: (channel: Channel, message: Message) => void): Promise<void> {
    const { transport, ip, key, ...ports } = this.connection;
    const address = (port: number): string =>
      transport === 'ipc' ? `ipc://${ip}-${port}` : `${transport}://${ip}:${port}`;
    await Promise.all([
      this.iopub.bind(address(ports.iopub_port)),
      this.heartbeat.bind(address(ports.hb_port)),
      this.routers.shell.bind(address(ports.shell_port)),
      this.routers.control.bind(address(ports.control_port)),
      this.routers.stdin.bind(address(ports.stdin_port)),
    ]);
    void this.echo();
    void this.welcome();
    for (const channel of Object.keys(this.routers) as Channel[])
      void this.listen(channel, (frames) => receive(channel, parseMessage(frames, key)));
  }

  /** Replies to `request` on the channel it came from. */
  reply(channel: Channel, type: string, content: object, request: Message): void {
    const message = formatMessage(type, content, request.header, this.connection.key);
    this.send(this.routers[channel], [...request.identities, ...message]);
  }

  /** Sends a message to all clients; `parent` is the header of the request that caused it. */
  publish(type: string, content: object, parent: object): void {
    this.send(this.iopub, [type, ...formatMessage(type, content, parent, this.connection.key)]);
  }

  /** Resolves when all messages have been sent. */
  async flush(): Promise<void> {
    await this.sending;
  }

  // one at a time and in order: a socket refuses a second send while the first one waits
  private send(socket: zmq.Router | zmq.XPublisher, frames: (Buffer | string)[]): void {
    this.sending = this.sending
      .then(() => socket.send(frames))
      .catch((error) => console.error('not sent:', String(error)));
  }

  private async listen(channel: Channel, receive: (frames: Buffer[]) => void): Promise<void> {
    for await (const frames of this.routers[channel]) {
      try {
        receive(frames);
      } catch (error) {
        console.error(`dropped a message on ${channel}:`, String(error));
      }
    }
  }

  /** Welcomes each subscriber, so that it knows from when on it receives all messages. */
  private async welcome(): Promise<void> {
    for await (const [frame] of this.iopub) {
      if (frame?.[0] !== SUBSCRIBE) continue;
      const subscription = frame.subarray(1).toString();
      const message = formatMessage('iopub_welcome', { subscription }, {}, this.connection.key);
      this.send(this.iopub, [subscription, ...message]);
    }
  }

  private async echo(): Promise<void> {
    for await (const frames of this.heartbeat) await this.heartbeat.send(frames);
  }
}
