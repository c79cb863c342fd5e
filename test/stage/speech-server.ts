import { createServer, type IncomingMessage, type Server } from 'node:http';

/** What was asked of it: a form of the protocol of OpenAI. */
export interface Asked {
  readonly path: string;
  readonly key: string | undefined;
  readonly form: FormData;
}
type Answer = { text: string } | 'limited' | 'broken' | 'silence' | 'nonsense';

/** An AI endpoint that writes down what the test says it hears. */
export class SpeechServer {
  readonly asked: Asked[] = [];
  answer: Answer = { text: 'Hola' };
  readonly #server: Server = createServer((request, response) => {
    void this.#ask(request).then(() => {
      const { answer } = this;
      const say = (status: number, body: unknown) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      if (answer === 'silence') return;
      if (answer === 'limited') say(429, { error: { message: 'Rate limit reached', code: 'rate_limit_exceeded' } });
      else if (answer === 'broken') say(500, { error: { message: 'canto-del-fallo' } });
      else if (answer === 'nonsense') say(200, { words: 7 });
      else say(200, answer);
    });
  });

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', () => resolve()));
    const address = this.#server.address();
    return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/v1`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #ask(request: IncomingMessage): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const headers = { 'content-type': request.headers['content-type'] ?? '' };
    const form = await new Response(Buffer.concat(chunks), { headers }).formData();
    this.asked.push({ path: request.url ?? '', key: request.headers.authorization, form });
  }
}
